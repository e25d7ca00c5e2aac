/* Made by make assets from sha256 3f6a96627f37ef9462143c4a797c3b74de946df5a77a124ccb5622831ea7fd4e */
import { initAll } from "./govuk-frontend.min.js";

initAll();
