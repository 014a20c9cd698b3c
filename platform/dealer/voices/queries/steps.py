"""The log of a voice."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from backbone.db.unit_of_work import acting, current
from dealer.voices.models import Voice, VoiceStep


def list_steps(voice: Voice) -> list[VoiceStep]:
    """Everything that happened to it, the first first."""
    mine = (VoiceStep.tenant_id == acting().tenant_id, _key(voice) == voice.id)
    return list(current().scalars(select(VoiceStep).where(*mine).order_by(VoiceStep.at, VoiceStep.id)))


def last_step(voice: Voice) -> VoiceStep:
    """What happened to it last."""
    mine = (VoiceStep.tenant_id == acting().tenant_id, _key(voice) == voice.id)
    newest = select(VoiceStep).where(*mine).order_by(VoiceStep.at.desc(), VoiceStep.id.desc()).limit(1)
    return current().scalars(newest).one()


def _key(voice: Voice) -> InstrumentedAttribute[uuid.UUID | None]:
    return VoiceStep.opinion_id if voice.step_key == "opinion_id" else VoiceStep.complaint_id
