/* Made by make assets from sha256 dc49b58e86a0e6c16d0a01473060db6e68f58ac4ece845ddf87788e83fb0734d */
import { initAll } from "./govuk-frontend.min.js";

initAll();
