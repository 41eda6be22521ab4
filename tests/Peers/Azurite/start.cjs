// Starts the blob service and ends with its parent: when standard input closes, nobody is left to stop it.
'use strict';
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
require('azurite/dist/src/blob/main.js');
