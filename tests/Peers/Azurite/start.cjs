// Starts the blob service, or all three, and ends with its parent: when standard input closes, nobody is left to stop it.
'use strict';
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
require(process.env.AZURITE_SERVICES === 'all' ? 'azurite/dist/src/azurite.js' : 'azurite/dist/src/blob/main.js');
