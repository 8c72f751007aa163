module.exports = require('../../eslint.shared').packageConfig(__dirname);
