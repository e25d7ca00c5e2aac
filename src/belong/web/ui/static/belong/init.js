/* Made by make assets from sha256 30859733c699e69218accf571f000808c9ae95e7057326f6bc863a61522c1fca */
import { initAll } from "./govuk-frontend.min.js";

initAll();
