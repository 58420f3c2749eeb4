"""Which tables of the database are in an archive, column by column, and which are not, and why. Data only.

A column that is not named here is not in an archive, so a new one stays out until somebody decides. A test holds that
every table is either here or left out for a reason, and no column of a row's key, password, token or score is named.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `way` are the foreign keys from it up to the engagement, the last one being the engagement's key."""

    source: str
    title: str
    about: str
    columns: str  # names, with spaces between; a foreign key becomes the `ref` of what it points at
    way: str = "engagement_id"
    partner_only: bool = False
    stays: bool = False  # the lead side keeps it after the engagement has ended (rules.md, Engagement)

    @property
    def name(self) -> str:
        """The name of its files."""
        return self.source.replace("_", "-")


_SIGNED = "person_id person_name signed_at"
_OF_THE_PLAN = "plan_id engagement_id"
_OF_A_GOAL = f"goal_id {_OF_THE_PLAN}"
_OF_A_MILESTONE = f"milestone_id {_OF_A_GOAL}"
_OF_A_CASE = "case_id engagement_id"
_OF_AN_APPRAISAL = "appraisal_id engagement_id"

TABLES = (
    Table("engagement", "Engagement", "The two authorities, dates, rate, estimate and cap. Quarters are quarter days.",
          "ref lead_authority_id partner_authority_id partnership_name starts_on ends_on decision_reference day_rate"
          " estimate_quarters cap_quarters state agreement_signed_on illustrative created_at", "id", stays=True),
    Table("membership", "Roles", "Who holds or held a role in this engagement.",
          "person_id authority_id role created_at ended_at"),
    Table("invitation", "Invitations", "Who was asked to take a role.",
          "ref person_id authority_id role invited_by_id reason sent_at expires_at accepted_at withdrawn_at"),
    Table("scoping", "Scoping", "Current practice, and what was recommended.",
          "people_met current_practice strengths concerns recommendation closed_at closed_by_id"),
    Table("scoped_service", "Services looked at in scoping", "How each is commissioned now.",
          "ref name how_commissioned observation removed_at", "scoping_id engagement_id"),
    Table("recommended_line", "Recommended support", "Parts of the support package.",
          "kind quarters note", "scoping_id engagement_id"),
    Table("round", "Rounds", "Runs of the self-assessment. What came of them: the tables of signed results.",
          "ref kind instrument_digest state deadline created_at opened_at closed_at reopened_reason", stays=True),
    Table("signed_result", "Signed results", "Who signed which version, when and why.",
          "ref round_id number reason signed_by_id signed_name signed_at", "round_id engagement_id", stays=True),
    Table("comparison_consent", "Consent to comparison", "Whether the partner takes part in the comparison.",
          "agreed_by_id agreed_name agreed_at withdrawn_at", partner_only=True),
    Table("plan", "Change plan", "The plan and where it stands.",
          "ref round_id result_number state change_state change_reason approved_number endorsed_by_id endorsed_name"
          " endorsed_at started_at closed_at closing_note created_by_id created_at"),
    Table("goal", "Goals", "What will be different, for which standard.",
          "ref plan_id standard_key position what success_measure target_level owner_id deputy_id removed_at"
          " created_at", _OF_THE_PLAN),
    Table("goal_standing", "How goals stand", "Status and reason of each goal.",
          "goal_id status reason done_on updated_at", _OF_A_GOAL),
    Table("milestone", "Milestones", "Steps towards a goal, as they are planned.",
          "ref goal_id position what owner_id due_on quarters support uses removed_at created_at", _OF_A_GOAL),
    Table("milestone_standing", "How milestones stand", "Status, forecast and day of completion of each milestone.",
          "milestone_id status reason forecast_on forecast_reason done_on updated_at", _OF_A_MILESTONE),
    Table("milestone_wait", "What waits for what", "Milestones that wait for others.",
          "milestone_id waits_for_id", _OF_A_MILESTONE),
    Table("omission", "Standards without a goal", "Why not now.",
          "standard_key reason recorded_by_id recorded_at", _OF_THE_PLAN),
    Table("plan_version", "Versions of the plan", "Each submitted plan whole, and what was decided.",
          "ref plan_id number content reason endorsed_name endorsed_at submitted_by_id submitted_name submitted_at"
          " decision decided_by_id decided_name decided_at decision_note", _OF_THE_PLAN),
    Table("plan_comment", "Comments on the plan", "The manager’s comments on decided versions, and the answers.",
          "ref plan_version_id goal_ref milestone_ref text author_id author_name written_at answer answered_name"
          " answered_at", f"plan_version_id {_OF_THE_PLAN}"),
    Table("plan_condition", "Conditions of approval", "What was to be met, and who confirmed it.",
          "ref plan_version_id goal_ref text due_on met_at met_by_id met_name met_note confirmed_at confirmed_by_id"
          " confirmed_name", _OF_THE_PLAN),
    Table("plan_entry", "History of the plan", "Every update of a goal or milestone.",
          "ref goal_id milestone_id status reason done_on forecast_from forecast_on note link file_id person_id"
          " person_name at", _OF_THE_PLAN),
    Table("agreement_version", "Versions of the support agreement", "Each one sent to be signed, and how it stands.",
          "ref number kind state plan_version_id reason purpose starts_on ends_on day_rate estimate_quarters"
          " cap_quarters costs legal_power equality decision_reference content on_paper file_id drafted_by_id"
          " drafted_at sent_at signed_on", stays=True),
    Table("agreement_line", "Lines of the support agreement", "What is agreed, in quarter days.",
          "ref agreement_version_id position kind what quarters payer vat", "agreement_version_id engagement_id",
          stays=True),
    Table("agreement_signature", "Signatures of the support agreement", "Who signed for which side.",
          f"agreement_version_id side authority_id authority_name {_SIGNED}", "agreement_version_id engagement_id",
          stays=True),
    Table("charging_account", "Account of days", "What is used and what the cap is, in quarter days and pounds.",
          "used_quarters used_value cap_quarters cap_value agreement_number closed_through purchase_order"),
    Table("agreed_rate", "Day rates", "Rates of people, proposed and agreed.",
          "ref person_id from_on day_rate reason proposed_by_id proposed_name proposed_at agreed_by_id agreed_name"
          " agreed_at withdrawn_at"),
    Table("vat_code", "VAT", "How each kind of support is treated.",
          "kind treatment basis confirmed_by_id confirmed_name confirmed_at"),
    Table("support_entry", "Support days", "Day entries, in quarter days.",
          "ref person_id on_date quarters kind goal_ref milestone_ref note day_rate state reverses_id replaces_id"
          " reason logged_by_id logged_at submitted_at approved_by_id approved_name approved_at statement_id"),
    Table("entry_message", "Questions about support days", "What was asked about a day entry, and answered.",
          "entry_id kind text author_id author_name written_at", "entry_id engagement_id"),
    Table("support_statement", "Statements", "Each statement whole, as it was issued.",
          "ref lead_authority_id number month state content issued_by_id issued_at invoice_number paid_on", stays=True),
    Table("statement_event", "What happened to statements", "Disputes, answers and payments.",
          "statement_id kind text author_id author_name happened_at", "statement_id engagement_id", stays=True),
    Table("mentoring_pair", "Mentoring", "Who mentors whom, and on what.",
          "ref mentor_id mentee_id focus started_on ended_on created_at"),
    Table("mentoring_meeting", "Mentoring meetings", "When a pair met and for how long. What was said is the pair’s.",
          "ref pair_id met_on minutes next_on", "pair_id engagement_id"),
    Table("monthly_review", "Monthly reviews", "Facts, judgement and decisions of each month.",
          "ref number month cut_off facts judgement risks impact impact_comment rescheduling decisions met_on present"
          " started_by_id started_at lead_confirmed_by_id lead_confirmed_name lead_confirmed_at"
          " partner_confirmed_by_id partner_confirmed_name partner_confirmed_at content frozen_at"),
    Table("review_action", "Actions of monthly reviews", "What was agreed, by whom and by when.",
          "ref review_id what owner_id due_on done_at done_by_id done_note created_at", "review_id engagement_id"),
    Table("service_case", "Service cases", "Each service that is walked round the cycle. Costs are whole pence.",
          "ref kind service purpose provider yearly_pence owner_id stage goal_ref subject_ref opened_by_id opened_at"
          " ending ended_at"),
    Table("case_decision", "Decisions on service cases", "What was decided, why, and where it led.",
          "ref case_id stage what reason considered decided_by decided_on reference leads_to ends recorded_by_id"
          " recorded_at", _OF_A_CASE),
    Table("case_evidence", "Evidence of service cases", "Notes, links and files of each stage.",
          "ref case_id stage note link file_id added_by_id added_at", _OF_A_CASE),
    Table("case_need", "Needs", "What people need, and how far services meet it; their references are in services.",
          "ref case_id what who evidence unheard cover services gap priority", _OF_A_CASE),
    Table("case_service", "Services that are there already", "Who provides what. Costs are whole pence.",
          "ref case_id name provider reach quality funding yearly_pence", _OF_A_CASE),
    Table("case_measure", "Outcomes that are measured", "By what, with which target, since when.",
          "ref case_id outcome measure target source since ended_on", _OF_A_CASE),
    Table("case_quarter", "Quarterly reports", "What was monitored; quarter is its first day.",
          "ref case_id quarter summary feedback action recorded_by_id recorded_at", _OF_A_CASE),
    Table("case_measured", "Figures of the quarterly reports", "How each outcome went.",
          "quarter_id measure_id figure course", f"quarter_id {_OF_A_CASE}"),
    Table("case_notice", "Notices of a service’s end", "When, to whom, and how users were told.",
          "case_id given_on ends_on given_to exception exception_reason phasing_out users_told recorded_by_id"
          " recorded_at", _OF_A_CASE),
    Table("appraisal", "Tools in use", "Each that was concluded; scores given alone, without names: its report.",
          "ref tool_digest title stage case_ref goal_ref milestone_ref follows_id opened_by_id opened_at recommendation"
          " finished_by_id finished_at"),
    Table("appraisal_criterion", "Criteria of a service’s own", "Answers name one by its ref.",
          "ref appraisal_id slot_key title text weight minimum", _OF_AN_APPRAISAL),
    Table("appraisal_weight", "Weights", "What people set before anybody scored.",
          "appraisal_id criterion_key weight minimum", _OF_AN_APPRAISAL),
    Table("appraisal_subject", "What tools were put to", "Services, providers, candidates, options; with the outcome.",
          "ref appraisal_id position option_key name detail amount_pence outcome outcome_reason case_ref",
          _OF_AN_APPRAISAL),
    Table("agreed_answer", "Agreed answers", "What was agreed by criterion in each tool that was concluded.",
          "appraisal_id subject_id criterion_key value word reason mitigation evidence_note evidence_link file_id"
          " saved_by_id saved_at", _OF_AN_APPRAISAL),
    Table("library_use", "Use of the library", "Which item was used, for what.",
          "ref item_id version_id goal_ref milestone_ref case_ref note used_on used_by_id recorded_at"),
)  # fmt: skip

_A_PERSONS = "Sign-ins, links, rehearsals and preferences are each person’s own."
_SCORES = "Scores are here only as they were signed: without names, and held back for small groups."
_TRAINING = "What people rated, noted or were tested in during training is their own, and so are their certificates."
_PAIRS = "What a mentoring pair discusses and agrees is the pair’s own."
_COUNTED = "What these tables hold of this engagement is here in another form."
_ALONE = "What appraisers scored alone is each one’s own; concluded, a tool says without names what was said alone."
_OF_OTHERS = "What also speaks of other engagements or other authorities is left out."

LEFT_OUT = {
    **dict.fromkeys(
        ("sign_in", "password_reset", "submission", "mail_preference", "digest_sent", "calendar_feed", "rehearsal"),
        _A_PERSONS,
    ),
    **dict.fromkeys(
        (
            "individual_score", "second_score", "second_vote", "participation", "agreed_score", "area_finding",
            "dissent", "evidence_item", "proposed_result", "returned_standard", "workshop_record",
        ),
        _SCORES,
    ),
    **dict.fromkeys(
        (
            "confidence_rating", "day_feedback", "session_note", "check_attempt", "follow_up", "pledge", "certificate",
        ),
        _TRAINING,
    ),
    **dict.fromkeys(
        ("authority", "person", "stored_file", "instrument_version", "audit_entry", "enrolment", "attendance",
         "cohort", "cohort_day", "training_version", "sum_stamp", "tool_version", "library_item", "library_version"),
        _COUNTED,
    ),
    **dict.fromkeys(("appraiser", "private_answer"), _ALONE),
    **dict.fromkeys(
        ("cohort_trainer", "trainer_day", "person_day", "week_limit", "statement_counter", "comparison_snapshot",
         "library_share"),
        _OF_OTHERS,
    ),
    "mentoring_action": _PAIRS,
    "mentoring_pair_goal": _PAIRS,
    "message": "Emails are left out: their text is deleted once they are sent.",
    "archive": "Earlier files of this kind are left out.",
}  # fmt: skip

REASONS = tuple(sorted({*LEFT_OUT.values()} - {_COUNTED}))
"""Why tables are left out, as the archive's own page says it."""
