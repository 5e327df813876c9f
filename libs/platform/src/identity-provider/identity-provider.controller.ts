import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowEveryone } from '../http/access.ts';
import { Gives } from '../http/answers.ts';
import { IdentityProvider } from './identity-provider.ts';

export class IdentityProviderView {
  @Gives.text({ orNull: true, description: 'What people call it; null where there is none' })
  readonly name!: string | null;
}

@ApiTags('session')
@Controller('identity-provider')
export class IdentityProviderController {
  constructor(private readonly provider: IdentityProvider) {}

  @Get()
  @AllowEveryone()
  @ApiOperation({ summary: 'The identity provider that people may sign in by' })
  @ApiOkResponse({ type: IdentityProviderView })
  of(): IdentityProviderView {
    return { name: this.provider.name };
  }
}
