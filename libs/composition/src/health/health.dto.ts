import { ApiProperty } from '@nestjs/swagger';
import { type WitnessFault, type WitnessState, witnessFaults } from '#sealing';
import type { Obstacle, ReadinessReport, ReadinessStatus, SealReadiness } from './readiness.ts';

export class LivenessDto {
  @ApiProperty({ enum: ['live'] })
  readonly status!: 'live';
}

export class ObstacleDto implements Obstacle {
  @ApiProperty({
    description: 'An engine, or a projection, reactor or queue by its name',
    example: 'PostgreSQL',
  })
  readonly part!: string;

  @ApiProperty({ example: 'ECONNREFUSED' })
  readonly reason!: string;

  @ApiProperty({ required: false, type: String, format: 'date-time' })
  readonly since?: string;
}

export class WitnessDto implements WitnessState {
  @ApiProperty({ description: 'That of its keys' })
  readonly name!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Events of the log that it has cosigned' })
  readonly size!: number | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly cosignedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: witnessFaults,
    description:
      'Why it gave no cosignature the last time. `cut-back`: it has seen more of the log than there is; `forked`: it has seen another log',
  })
  readonly fault!: WitnessFault | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly failingSince!: string | null;
}

export class SealReadinessDto implements SealReadiness {
  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'When the whole log was verified; absent before the first time, as the two that follow',
  })
  readonly lastFullAt?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'When what had come since was verified, or all of it',
  })
  readonly lastAt?: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    description: 'Differences between the log and what was sealed; 0 when it is as it was',
  })
  readonly faults?: number;

  @ApiProperty({
    required: false,
    type: [WitnessDto],
    description: 'Who cosigns the log, where somebody does',
  })
  readonly witnesses?: readonly WitnessDto[];

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'When an authority of timestamps last said that a checkpoint was there',
  })
  readonly stampedAt?: string;
}

export class ReadinessDto implements ReadinessReport {
  @ApiProperty({ enum: ['starting', 'ready', 'failing', 'draining'] satisfies ReadinessStatus[] })
  readonly status!: ReadinessStatus;

  @ApiProperty({ type: [ObstacleDto], description: 'What is in the way; empty when ready' })
  readonly obstacles!: readonly ObstacleDto[];

  @ApiProperty({
    required: false,
    type: SealReadinessDto,
    description: 'What came of verifying the seal of the log; it is told, and keeps nothing from its work',
  })
  readonly seal?: SealReadinessDto;
}
