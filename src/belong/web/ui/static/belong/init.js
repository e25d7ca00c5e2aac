/* Made by make assets from sha256 45db852b49faa781b46e76e487fda4951d48e41422b33c21046a86ea6fc1a335 */
import { initAll } from "./govuk-frontend.min.js";

initAll();
