#!/usr/bin/env node
'use strict';

const {AirbyteSourceRunner} = require('faros-airbyte-cdk');
const {StateLogger} = require('./lib/global-state');
const {ForgeSource} = require('./lib/source');

const logger = new StateLogger();
new AirbyteSourceRunner(logger, new ForgeSource(logger)).mainCommand().parseAsync();
