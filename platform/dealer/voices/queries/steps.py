"""The log of a voice."""

import datetime as dt
import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from backbone.db.unit_of_work import acting, current
from dealer.voices.models import Voice, VoiceStep
from dealer.voices.rules import StepOf


def list_steps(voice: Voice) -> list[VoiceStep]:
    """Everything that happened to it, the first first."""
    mine = (VoiceStep.tenant_id == acting().tenant_id, _key(voice) == voice.id)
    return list(current().scalars(select(VoiceStep).where(*mine).order_by(VoiceStep.at, VoiceStep.id)))


def last_step(voice: Voice) -> VoiceStep:
    """What happened to it last."""
    mine = (VoiceStep.tenant_id == acting().tenant_id, _key(voice) == voice.id)
    newest = select(VoiceStep).where(*mine).order_by(VoiceStep.at.desc(), VoiceStep.id.desc()).limit(1)
    return current().scalars(newest).one()


def round_began_at(voice: Voice) -> dt.datetime:
    """When its present clocks began: when it was said, or reopened last."""
    mine = (VoiceStep.tenant_id == acting().tenant_id, _key(voice) == voice.id, VoiceStep.what == StepOf.REOPENED)
    reopened = current().scalar(select(func.max(VoiceStep.at)).where(*mine)) if voice.round > 1 else None
    return reopened or voice.said_at


def _key(voice: Voice) -> InstrumentedAttribute[uuid.UUID | None]:
    return VoiceStep.opinion_id if voice.step_key == "opinion_id" else VoiceStep.complaint_id
