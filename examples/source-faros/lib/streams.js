'use strict';

const {setTimeout} = require('timers/promises');
const {AirbyteStreamBase, calculateUpdatedStreamState} = require('faros-airbyte-cdk');
const forge = require('./forge.json');

const text = {type: ['null', 'string']};
const moment = {type: ['null', 'string'], format: 'date-time'};
const integer = {type: ['null', 'integer']};
const number = {type: ['null', 'number']};
const object = (properties) => ({type: ['null', 'object'], properties});
const schema = (properties) => ({$schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties});

class ForgeStream extends AirbyteStreamBase {
  constructor(logger, config) {
    super(logger);
    this.config = config;
  }

  /** Records up to the time that the configuration says; midway the failure, if this stream is to fail. */
  async *records(all) {
    const {fail, pause_ms: pause, until} = this.config;
    if (pause) {
      await setTimeout(pause);
    }
    let sent = 0;
    for (const record of all) {
      if (fail === this.name && ++sent === 2) {
        throw new Error(`the forge broke off in ${this.name}`);
      }
      if (!until || !this.cursorField.length || record[this.cursorField] < until) {
        yield record;
      }
    }
  }
}

/** Read whole, without a key: replaced. */
class Repositories extends ForgeStream {
  get primaryKey() {
    return undefined;
  }

  getJsonSchema() {
    return schema({
      name: text,
      created_on: {type: ['null', 'string'], format: 'date'},
      stars: integer,
      score: number,
      archived: {type: ['null', 'boolean']},
      owner: object({login: text, site: object({url: text})}),
      topics: {type: ['null', 'array'], items: {type: 'string'}},
    });
  }

  async *readRecords() {
    yield* this.records(this.config.empty ? [] : forge.repositories);
  }
}

/** Read whole, with a key of two fields: merged. */
class Labels extends ForgeStream {
  get primaryKey() {
    return ['repository', 'name'];
  }

  getJsonSchema() {
    return schema({repository: text, name: text, colour: text});
  }

  async *readRecords() {
    yield* this.records(forge.labels);
  }
}

/** Read incrementally in slices, one a repository, with a key: merged. A commit comes again when it is amended. */
class Commits extends ForgeStream {
  get dependencies() {
    return ['repositories'];
  }

  get primaryKey() {
    return 'sha';
  }

  get cursorField() {
    return 'committed_at';
  }

  get stateCheckpointInterval() {
    return 2;
  }

  getJsonSchema() {
    return schema({
      sha: text,
      repository: text,
      committed_at: moment,
      message: text,
      author: object({name: text, email: text}),
      changes: object({added: integer, removed: integer}),
    });
  }

  async *streamSlices() {
    for (const {name} of forge.repositories) {
      yield {repository: name};
    }
  }

  async *readRecords(syncMode, cursorField, slice, state) {
    if (this.config.fail === 'slice' && slice.repository === forge.repositories[1].name) {
      throw new Error(`the forge hides ${slice.repository}`);
    }
    const cutoff = state?.[slice.repository]?.cutoff ?? 0;
    yield* this.records(
      forge.commits.filter((each) => each.repository === slice.repository && Date.parse(each.committed_at) > cutoff)
    );
  }

  getUpdatedState(state, record, slice) {
    return calculateUpdatedStreamState(new Date(record.committed_at), state, slice.repository);
  }
}

/** Read incrementally without a key: appended to. */
class Deployments extends ForgeStream {
  get primaryKey() {
    return undefined;
  }

  get cursorField() {
    return 'deployed_at';
  }

  get skipDataField() {
    return true;
  }

  getJsonSchema() {
    return schema({repository: text, deployed_at: moment, seconds: number});
  }

  async *readRecords(syncMode, cursorField, slice, state) {
    yield* this.records(forge.deployments.filter((each) => each.deployed_at > (state?.last ?? '')));
  }

  getUpdatedState(state, record) {
    return {last: record.deployed_at};
  }
}

module.exports = {Commits, Deployments, Labels, Repositories};
