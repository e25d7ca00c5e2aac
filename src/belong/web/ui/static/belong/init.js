/* Made by make assets from sha256 e593b9e46d9f20b1ca0e6d07be48071246f0b7373eba145dc5c7ff7fc0d558a9 */
import { initAll } from "./govuk-frontend.min.js";

initAll();
