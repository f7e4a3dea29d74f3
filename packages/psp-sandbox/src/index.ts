export { sandboxCommand } from './command/sandbox-command';
export {
  readConnectPspRecords,
  startConnectPspSandbox,
  type ConnectPspCredentials,
  type ConnectPspRecord,
  type ConnectPspSandbox,
  type ConnectPspSandboxOptions,
} from './connectpsp/sandbox';
export {
  readNtxPayRecords,
  startNtxPaySandbox,
  type NtxPayCredentials,
  type NtxPayRecord,
  type NtxPaySandbox,
  type NtxPaySandboxOptions,
} from './ntxpay/sandbox';
