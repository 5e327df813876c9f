import { Module } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Config } from '../config/config.ts';
import { IdentityProviderController } from './identity-provider.controller.ts';
import { IdentityProvider, NoIdentityProvider } from './identity-provider.ts';
import { OpenIdProvider } from './openid-provider.ts';
import { ProviderRequests } from './provider-requests.ts';

const providerOf = ({ identityProvider }: Config, clock: Clock): IdentityProvider =>
  identityProvider === undefined ? new NoIdentityProvider() : new OpenIdProvider(identityProvider, clock);

@Module({
  controllers: [IdentityProviderController],
  providers: [
    ProviderRequests,
    { provide: IdentityProvider, inject: [Config, Clock], useFactory: providerOf },
  ],
  exports: [ProviderRequests, IdentityProvider],
})
export class IdentityProviderModule {}
