'use strict';

const {AirbyteSourceLogger, Data} = require('faros-airbyte-cdk');

const SHARED = '__'; // how the names of the CDK's shared parts of a state begin

/**
 * The CDK sends no GLOBAL states. This makes them of its LEGACY states, as they leave the process: a LEGACY state is one
 * (compressed) object with a member for each stream and each shared part.
 */
class StateLogger extends AirbyteSourceLogger {
  /** From now on states are GLOBAL, of the streams of a catalog. */
  sendGlobal(catalog) {
    this.names = catalog.streams.map((configured) => configured.stream.name);
  }

  async write(message) {
    return super.write(message.type === 'STATE' ? {...message, state: this.toGlobal(message.state)} : message);
  }

  /** The CDK sends states with its logs too, past write(). */
  set getState(getState) {
    super.getState = () => this.toGlobal(getState());
  }

  toGlobal(state) {
    if (!this.names) {
      return state;
    }
    const legacy = Data.decompress(state.data);
    return {
      type: 'GLOBAL',
      global: {
        shared_state: Object.fromEntries(Object.entries(legacy).filter(([name]) => name.startsWith(SHARED))),
        stream_states: this.names.map((name) => ({
          stream_descriptor: {name},
          stream_state: legacy[name] ?? {},
        })),
      },
    };
  }
}

/** What the CDK works with, of a GLOBAL state that was made here; undefined of none. */
function fromGlobal(state) {
  return (
    state?.global && {
      ...state.global.shared_state,
      ...Object.fromEntries(state.global.stream_states.map((each) => [each.stream_descriptor.name, each.stream_state])),
    }
  );
}

module.exports = {StateLogger, fromGlobal};
