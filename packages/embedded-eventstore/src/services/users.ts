import {
  status,
  type Metadata,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import {
  ChangePasswordReq,
  ChangePasswordResp,
  CreateReq,
  CreateResp,
  DeleteReq,
  DeleteResp,
  DetailsReq,
  DetailsResp,
  DisableReq,
  DisableResp,
  EnableReq,
  EnableResp,
  ResetPasswordReq,
  ResetPasswordResp,
  UpdateReq,
  UpdateResp,
} from '@eventstore/db-client/generated/users_pb';

import type { Caller } from '../access/caller';
import type { Guard } from '../access/guard';
import type { FoundAccount } from '../access/users/user-accounts';
import type { UserAdministration } from '../access/users/user-administration';
import { InvalidRequestError, RefusedError, statusOf } from './errors';
import { unary } from './unary';

export interface UserParts {
  readonly guard: Guard;
  /** undefined for a server without users. */
  readonly users: UserAdministration | undefined;
}

interface WithOptions<Options> {
  getOptions(): Options | undefined;
}

/** The Users service. */
export function usersService({ guard, users }: UserParts): UntypedServiceImplementation {
  const handle = <Options, Response>(
    act: (by: Caller, options: Options) => Promise<void>,
    response: new () => Response,
  ) =>
    unary(async (request: WithOptions<Options>, metadata: Metadata) => {
      await act(await guard.identify(metadata), optionsOf(request));
      return new response();
    });
  const administration = users ?? refuseWithoutUsers();
  return {
    create: handle((by, options: CreateReq.Options) => {
      const [login, password] = [options.getLoginName(), options.getPassword()];
      const [fullName, groups] = [options.getFullName(), options.getGroupsList()];
      return administration.create(by, { login, password, fullName, groups });
    }, CreateResp),
    update: handle((by, options: UpdateReq.Options) => {
      const changes = { fullName: options.getFullName(), groups: options.getGroupsList() };
      return administration.update(by, options.getLoginName(), changes);
    }, UpdateResp),
    delete: handle(
      (by, options: DeleteReq.Options) => administration.delete(by, options.getLoginName()),
      DeleteResp,
    ),
    disable: handle(
      (by, options: DisableReq.Options) => administration.setDisabled(by, options.getLoginName(), true),
      DisableResp,
    ),
    enable: handle(
      (by, options: EnableReq.Options) => administration.setDisabled(by, options.getLoginName(), false),
      EnableResp,
    ),
    changePassword: handle((by, options: ChangePasswordReq.Options) => {
      const passwords = { current: options.getCurrentPassword(), next: options.getNewPassword() };
      return administration.changePassword(by, options.getLoginName(), passwords);
    }, ChangePasswordResp),
    resetPassword: handle(
      (by, options: ResetPasswordReq.Options) =>
        administration.resetPassword(by, options.getLoginName(), options.getNewPassword()),
      ResetPasswordResp,
    ),
    details: (call: ServerWritableStream<DetailsReq, DetailsResp>) => {
      const login = call.request.getOptions()?.getLoginName().trim() ?? '';
      void sendDetails(call, async () =>
        administration.details(await guard.identify(call.metadata), login || undefined),
      );
    },
  };
}

async function sendDetails(
  call: ServerWritableStream<DetailsReq, DetailsResp>,
  find: () => Promise<FoundAccount[]>,
): Promise<void> {
  try {
    for (const found of await find()) call.write(detailsOf(found));
    call.end();
  } catch (error) {
    call.emit('error', statusOf(error));
  }
}

function detailsOf({ account, updatedMs }: FoundAccount): DetailsResp {
  const ticks = String(BigInt(updatedMs) * 10_000n);
  const details = new DetailsResp.UserDetails()
    .setLoginName(account.login)
    .setFullName(account.fullName)
    .setGroupsList([...account.groups])
    .setDisabled(account.disabled)
    .setLastUpdated(new DetailsResp.UserDetails.DateTime().setTicksSinceEpoch(ticks));
  return new DetailsResp().setUserDetails(details);
}

function optionsOf<Options>(request: WithOptions<Options>): Options {
  const options = request.getOptions();
  if (options === undefined) throw new InvalidRequestError('Options are required.');
  return options;
}

function refuseWithoutUsers(): UserAdministration {
  const refuse = async (): Promise<never> => {
    throw new RefusedError(
      status.FAILED_PRECONDITION,
      'This server has no users to administer: start it with --secure.',
    );
  };
  return {
    create: refuse,
    update: refuse,
    delete: refuse,
    setDisabled: refuse,
    changePassword: refuse,
    resetPassword: refuse,
    details: refuse,
  };
}
