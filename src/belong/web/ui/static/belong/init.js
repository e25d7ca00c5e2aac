/* Made by make assets from sha256 4207e812fb68d5183e23c46948d65cd0531c169447e354bc47b827eba9378c8e */
import { initAll } from "./govuk-frontend.min.js";

initAll();
