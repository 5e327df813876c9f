import { ApiProperty } from '@nestjs/swagger';
import type { Obstacle, ReadinessReport, ReadinessStatus } from './readiness.ts';

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

export class ReadinessDto implements ReadinessReport {
  @ApiProperty({ enum: ['starting', 'ready', 'failing', 'draining'] satisfies ReadinessStatus[] })
  readonly status!: ReadinessStatus;

  @ApiProperty({ type: [ObstacleDto], description: 'What is in the way; empty when ready' })
  readonly obstacles!: readonly ObstacleDto[];
}
