/* Made by make assets from sha256 1e34f9c3edcdcda390b93a169873725eacb2b6a556e5015e9f42117fde2d4bdd */
import { initAll } from "./govuk-frontend.min.js";

initAll();
