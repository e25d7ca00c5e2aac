/* Made by make assets from sha256 44bb9bacaf96664954577c53a57c27e63bb48e1ce3cba64754762294dc16590b */
import { initAll } from "./govuk-frontend.min.js";

initAll();
