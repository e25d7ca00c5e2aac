/* Made by make assets from sha256 63338cd0888e6eee083e34dbba10254b8302d3c7ca4456f6b131a28d9e4da090 */
import { initAll } from "./govuk-frontend.min.js";

initAll();
