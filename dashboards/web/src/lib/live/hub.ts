import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { silenceLimit } from './freshness';

export interface StreamHandlers {
  next(frame: unknown): void;
  /** The stream has ended for a reason that isn't ours; the connection may be whole. */
  ended(): void;
}

/** One connection to the hub, used once: when it is closed a new one is made. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
  onclose(closed: () => void): void;
  /** @returns what ends the stream. */
  stream(method: string, parameters: readonly unknown[], handlers: StreamHandlers): () => void;
}

/** WebSockets only and without negotiation: one round trip less, and any server behind a balancer may answer. */
export function openHub(): Hub {
  const connection = new HubConnectionBuilder()
    .withUrl('/hubs/live', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .withServerTimeout(silenceLimit)
    .withKeepAliveInterval(2_000)
    .build();
  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    onclose: (closed) => connection.onclose(closed),
    stream(method, parameters, { next, ended }) {
      const subscription = connection.stream(method, ...parameters).subscribe({ next, error: ended, complete: ended });
      return () => subscription.dispose();
    },
  };
}
