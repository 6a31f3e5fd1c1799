'use strict';

const {AirbyteSourceBase, AirbyteSpec} = require('faros-airbyte-cdk');
const {fromGlobal} = require('./global-state');
const {Commits, Deployments, Labels, Repositories} = require('./streams');

/** A forge of code that never changes: what it answers depends on the configuration only. */
class ForgeSource extends AirbyteSourceBase {
  get type() {
    return 'forge';
  }

  async spec() {
    return new AirbyteSpec(require('../spec.json'));
  }

  async checkConnection(config) {
    if (config.fail === 'check') {
      return [false, new Error(`the forge refuses the token ${config.token}`)];
    }
    return [true, undefined];
  }

  streams(config) {
    return [Repositories, Labels, Commits, Deployments].map((Stream) => new Stream(this.logger, config));
  }

  /** Outside of Airbyte's platform the CDK sends LEGACY states; by this variable it knows the platform, where it sends STREAM. */
  async onBeforeRun(config) {
    if (config.states === 'STREAM') {
      process.env.WORKER_JOB_ID = '1';
    }
    return config;
  }

  async onBeforeRead(config, catalog, state) {
    const isGlobal = config.states === 'GLOBAL';
    if (isGlobal) {
      this.logger.sendGlobal(catalog);
    }
    if (config.fail === 'setup') {
      throw new Error('the forge is down');
    }
    return {config, catalog, state: isGlobal ? fromGlobal(state) : state};
  }

  async onAfterRead(config) {
    if (config.fail === 'end') {
      throw new Error('the forge hung up');
    }
  }
}

module.exports = {ForgeSource};
