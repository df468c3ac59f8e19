// The browser is found or installed by src/set-up.mjs, never during `npm install`.
module.exports = { skipDownload: true };
