/* Made by make assets from sha256 6c06e24a907400f2815e942a8bbc1d1044d18febe9700cba68a45c9513b0b20d */
import { initAll } from "./govuk-frontend.min.js";

initAll();
