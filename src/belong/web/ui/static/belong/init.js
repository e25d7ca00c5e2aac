/* Made by make assets from sha256 eced4d65417c2f2844c988e66631d1b7d7198e5ab634fe1dd205eae8446bffb8 */
import { initAll } from "./govuk-frontend.min.js";

initAll();
