/* Made by make assets from sha256 85d2d745ea4041569cc8906ba8247dc0d1622e58a1da575c87efce67113aea97 */
import { initAll } from "./govuk-frontend.min.js";

initAll();
