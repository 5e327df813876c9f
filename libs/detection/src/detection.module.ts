import { Module } from '@nestjs/common';
import { HitsQuery } from './read-models/detection/query.ts';

@Module({ providers: [HitsQuery], exports: [HitsQuery] })
export class DetectionModule {}
