import { needsAcknowledgement } from '../alarms/order';
import type { Alarm, AreaBoard, Silence, SignalTile } from '../contract';
import { noMarks } from './complete';

/** Parts of a board for tests: say only what the test is about. */
export function someTile(changes: Partial<SignalTile> = {}): SignalTile {
  return {
    index: 0,
    address: 'palu/kitchen/fryer-1/oil_temp',
    equipment: 'fryer-1',
    equipmentName: { id: 'Penggorengan 1', en: 'Fryer 1' },
    signal: 'oil_temp',
    name: { id: 'Suhu minyak', en: 'Oil temperature' },
    unit: '°C',
    minimum: -20,
    maximum: 400,
    expectedSeconds: 1,
    staleAfterSeconds: 60,
    limits: [],
    value: 146.3,
    time: 1_000_000,
    trust: 'good',
    ...changes,
  };
}

export function someAlarm(changes: Partial<Alarm> = {}): Alarm {
  const alarm: Alarm = {
    id: 'a1',
    facility: 'palu',
    area: 'kitchen',
    equipment: 'fryer-1',
    equipmentName: { id: 'Penggorengan 1', en: 'Fryer 1' },
    signal: 'oil_temp',
    signalName: { id: 'Suhu minyak', en: 'Oil temperature' },
    unit: '°C',
    rule: 'fire',
    kind: 'limit',
    state: 'activeUnacknowledged',
    level: 'hiHi',
    priority: 'high',
    conditionStart: 990_000,
    raisedAt: 995_000,
    acknowledgedAt: null,
    acknowledgedBy: null,
    returnedAt: null,
    clearedAt: null,
    value: 201,
    limit: 200,
    message: { id: 'Minyak terlalu panas', en: 'Oil too hot' },
    consequence: { id: 'Kebakaran', en: 'Fire' },
    action: { id: 'Matikan kompor', en: 'Turn off the burner' },
    respondWithinSeconds: 120,
    limitUnit: '°C',
    callsSince: 995_000,
    calls: true,
    latched: false,
    needsReset: false,
    demand: 'none',
    needsAction: false,
    needsVerification: false,
    correctiveAction: null,
    silence: null,
    chattering: false,
    ...changes,
  };
  return { ...alarm, calls: changes.calls ?? (needsAcknowledgement(alarm) && alarm.silence === null) };
}

export const someSilence: Silence = { kind: 'shelved', by: 'sari', why: 'Sensor diganti', since: 998_000, until: 4_598_000 };

export function someBoard(changes: Partial<AreaBoard> = {}): AreaBoard {
  return {
    facility: 'palu',
    area: 'kitchen',
    kind: 'kitchen',
    name: { id: 'Dapur', en: 'Kitchen' },
    timeZone: 'Asia/Makassar',
    serverTime: 1_000_000,
    activation: '00000000-0000-0000-0000-000000000001',
    version: 7,
    recordsBehind: false,
    signals: [someTile(), someTile({ index: 1, signal: 'basket', unit: 'state', value: 0 })],
    alarms: [],
    marks: noMarks,
    ...changes,
  };
}
