/* Made by make assets from sha256 f91abcb6f5defe22f118b044cc45e091c209dc011f51ee9c27bfa49ac7c048ba */
import { initAll } from "./govuk-frontend.min.js";

initAll();
