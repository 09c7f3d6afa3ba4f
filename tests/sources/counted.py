"""The shipped published files counted by DuckDB, apart from every reader of the product: where each figure stands.

A line is "metric | part | file | column | filters". The column may be a place counted from 0, for tables without one
heading a column. What is worked out is worked out here again, from what was counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb

FOLDER = Path(str(resources.files("outcomes_xl") / "data" / "published"))
CLA = "Children looked after on 31 March each year"
LAIT, SCHOOL = "lait_bds_long_care_health_london.csv", "lait_bds_long_education_london.csv"
EYFSP, FACTORS = "ees_eyfsp_headline_2022_london.csv", "ees_cin_factors_london.csv"
ABSENCE = "ees_absence_social_care_london.csv"
TA1 = "mhclg_homelessness_ta1_2025_12_london.csv"
RSX, RO3 = "mhclg_rsx_2024_25_london.csv", "mhclg_ro3_2024_25_london.csv"
C3 = "Total Expenditure (C3 = C1 + C2)"

# How each family of files names its area and its period, what is skipped above the headings, and whose name it has.
LAYOUTS = {
    "ees_": ("new_la_code", "time_period", 0, "geographic_level = 'Local authority'"),
    "dfe_": ("new_la_code", "time_period", 0, "geographic_level = 'Local authority'"),
    "lait": ("LA and Regions", "Years", 0, ""),
    "fing": ("Area Code", "Time period", 0, "Sex = 'Persons'"),
    "mhclg_h": ("0", "", 7, ""),
    "mhclg_r": ("ONS Code", "", 6, ""),
    "mhclg_i": ("Local Authority District code (2019)", "", 0, ""),
    "ukhsa": ("Code", "", 4, ""),
    "ofsted": ("Local authority area code", "", 2, ""),
    "ons_": ("areacd", "period", 0, "indicator = 'Children in relative poverty before housing costs'"),
    "worked_on/trafford": ("area_code", "period", 0, ""),
    "worked_on/dfe_inclusion_dashboard_ks": ("la_name", "time_period", 0, "geographic_level = 'Local authority'"),
    "worked_on/dfe_inclusion_dashboard_a": ("new_la_code", "time_period", 0, "geographic_level = 'Local authority'"),
}
BY_NAME = {"LA and Regions", "la_name"}
# Note 3 of the coverage tables of 2025 stands beside Hackney: the City of London is counted in it, and has no row.
COUNTED_IN = {("ukhsa", "E09000001"): "E09000012"}

STANDS = f"""
MET-001 | | ees_cpp_subsequent_london.csv | CPP_subsequent_percent |
MET-002 | | ees_cpp_duration_london.csv | 2_years_or_more_percent |
MET-003 | | ees_cin_referrals_london.csv | rereferral_percent |
MET-004 | children in need at 31 March | ees_children_in_need_london.csv | At31_episodes |
MET-005 | neglect, assessments | {FACTORS} | Neglect |
MET-005 | emotional abuse, assessments | {FACTORS} | Emotional_Abuse |
MET-005 | physical abuse by an adult, assessments | {FACTORS} | Physical_Abuse_adult_on_child |
MET-005 | physical abuse by a child, assessments | {FACTORS} | Physical_Abuse_child_on_child |
MET-005 | physical abuse, by whom not said, assessments | {FACTORS} | Physical_Abuse_unknown |
MET-005 | sexual abuse by an adult, assessments | {FACTORS} | Sexual_Abuse_adult_on_child |
MET-005 | sexual abuse by a child, assessments | {FACTORS} | Sexual_Abuse_child_on_child |
MET-005 | sexual abuse, by whom not said, assessments | {FACTORS} | Sexual_Abuse_unknown |
MET-005 | domestic abuse of the child, assessments | {FACTORS} | Domestic_Abuse_child |
MET-005 | domestic abuse of a parent, assessments | {FACTORS} | Domestic_Abuse_parent |
MET-005 | domestic abuse of another person, assessments | {FACTORS} | Domestic_Abuse_person |
MET-005 | faith-linked abuse, assessments | {FACTORS} | Faith_linked_abuse |
MET-007 | criminal exploitation, assessments | {FACTORS} | Child_criminal_exploitation |
MET-007 | sexual exploitation, assessments | {FACTORS} | Child_sexual_exploitation |
MET-007 | gangs, assessments | {FACTORS} | Gangs |
MET-007 | going missing, assessments | {FACTORS} | Going_missing |
MET-007 | trafficking, assessments | {FACTORS} | Trafficking |
MET-008 | | fingertips_90284_london.csv | Value |
MET-009 | | ees_cla_rates_london.csv | rate_per_10000 | population_type = '{CLA}'
MET-010 | | ees_cla_rates_london.csv | rate_per_10000 | \
population_type = 'Children starting to be looked after each year'
MET-011 | | ees_cla_placement_stability_london.csv | children_percent | cla_group = 'CLA on 31 March' and \
placement_stability = 'With 3 or more placements during the year'
MET-016 | | ees_care_leavers_accommodation_london.csv | care_leaver_percent | care_leaver_age = '17 to 18 years' and \
breakdown = 'Accommodation considered suitable'
MET-017 | | ees_care_leavers_accommodation_london.csv | care_leaver_percent | care_leaver_age = '19 to 21 years' and \
breakdown = 'Accommodation considered suitable'
MET-029 | | ukhsa_cover_24_months_2025_q1_london.csv | Coverage at 24 months MMR1 (%) |
MET-030 | | ukhsa_cover_5_years_2025_q1_london.csv | Coverage at 5 years MMR2 (%) |
MET-031 | children free of decay | worked_on/trafford_fingertips_free_from_dental_decay_at_5_london.csv | value |
MET-036 | | ees_cla_health_sdq_london.csv | children_count | breakdown = 'SDQ average score'
MET-038 | | worked_on/trafford_fingertips_90813_self_harm_10_24_london.csv | value |
MET-039 | | {EYFSP} | gld_percentage | gender = 'Total' and characteristic = 'Total'
MET-040 | known to be eligible | {EYFSP} | gld_percentage | gender = 'Total' and \
characteristic_type = 'Known to be eligible for free school meals'
MET-040 | not known to be eligible | {EYFSP} | gld_percentage | gender = 'Total' and \
characteristic_type = 'Not known to be eligible for free school meals'
MET-047 | in need | ees_ks2_social_care_london.csv | pt_rwm_met_expected_standard | social_care_group like 'CINO%'
MET-047 | on a plan | ees_ks2_social_care_london.csv | pt_rwm_met_expected_standard | social_care_group like 'CPPO%'
MET-047 | looked after | ees_ks2_social_care_london.csv | pt_rwm_met_expected_standard | social_care_group like 'CLA%'
MET-048 | in need | ees_ks4_social_care_london.csv | avg_att8 | social_care_group like 'CINO%'
MET-048 | on a plan | ees_ks4_social_care_london.csv | avg_att8 | social_care_group like 'CPPO%'
MET-048 | looked after | ees_ks4_social_care_london.csv | avg_att8 | social_care_group like 'CLA%'
MET-052 | in need | {ABSENCE} | pt_pupils_pa_10_exact | phase_type_grouping = 'Total' and social_care_group like 'CINO%'
MET-052 | on a plan | {ABSENCE} | pt_pupils_pa_10_exact | phase_type_grouping = 'Total' and \
social_care_group like 'CPPO%'
MET-052 | looked after | {ABSENCE} | pt_pupils_pa_10_exact | phase_type_grouping = 'Total' and \
social_care_group like 'CLA%'
MET-053 | in need | {ABSENCE} | pt_overall | phase_type_grouping = 'Total' and social_care_group like 'CINO%'
MET-053 | on a plan | {ABSENCE} | pt_overall | phase_type_grouping = 'Total' and social_care_group like 'CPPO%'
MET-053 | looked after | {ABSENCE} | pt_overall | phase_type_grouping = 'Total' and social_care_group like 'CLA%'
MET-054 | | dfe_neet_scorecard_2025_london.csv | NEET_not_known_percent |
MET-056 | | ees_care_leavers_activity_london.csv | care_leaver_percent | care_leaver_age = '17 to 18 years' and \
breakdown = 'Total in education, employment or training'
MET-057 | | ees_care_leavers_activity_london.csv | care_leaver_percent | care_leaver_age = '19 to 21 years' and \
breakdown = 'Total in education, employment or training'
MET-058 | | worked_on/dfe_inclusion_dashboard_ks2_by_sen_london.csv | pt_rwm_met_expected_standard | \
characteristic = 'All SEN'
MET-059 | | worked_on/dfe_inclusion_dashboard_ks4_by_sen_london.csv | avg_att8 | \
characteristic_sen_description = 'Any SEN'
MET-060 | | worked_on/dfe_inclusion_dashboard_absence_by_sen_london.csv | Percentage | characteristic = 'All SEN' and \
"Absence measure" = 'Overall'
MET-070 | households with children | {TA1} | 7 |
MET-070 | thousands of households in the area | {TA1} | 5 |
MET-071 | | {TA1} | 12 |
MET-081 | | ons_children_in_relative_poverty_london.csv | observation |
MET-082 | | mhclg_iod2019_file10_idaci_london.csv | IDACI - Average score |
MET-091 | | ofsted_la_inspections_31_march_2025_london.csv | \
The impact of leaders on social work practice with children and families |
MET-092 | looked-after children, £ thousand | {RO3} | Children's social care - Children Looked After - {C3} |
MET-092 | all children's social care, £ thousand | {RO3} | TOTAL CHILDREN SOCIAL CARE - {C3} |
MET-093 | children's social care, £ thousand | {RSX} | Children Social Care - {C3} |
MET-093 | all services, £ thousand | {RSX} | Total Service Expenditure - {C3} |
MET-094 | children's social care, £ thousand | {RSX} | Children Social Care - {C3} |
MET-095 | | ees_social_work_workforce_london.csv | turnover_rate_fte |
MET-096 | | ees_social_work_workforce_london.csv | agency_rate_fte |
MET-097 | | ees_social_work_workforce_london.csv | vacancy_rate_fte |
MET-098 | | ees_social_work_workforce_london.csv | caseload_fte |
MET-099 | | ees_cla_school_moves_london.csv | percentage | cla_group = 'CLA on 31 March' and \
move_measure = 'Mid-year moves' and school_stability = 'With one or more mid-year moves during the year'
MET-100 | | ees_cla_social_worker_count_london.csv | percentage | \
sw_stability = '3 or more social workers during the year'
"""
# LAIT's measures: its short name for each metric and part.
OF_LAIT = {
    LAIT: """
MET-001 = PrevRegCPR; MET-002 = CPPlans2yrsActive; MET-003 = ReReferral; MET-004 = CIN; MET-008 = HospAd0-14;
MET-009 = LAC; MET-010 = LAC_Start_Rate; MET-011 = LACStable_2016on; MET-012 = LACDistance;
MET-013/foster care = LAC_Foster_Placements; MET-013/children's or secure homes = LAC_SecHome_And_ChildHome;
MET-013/semi-independent homes = LAC_Ind_SInd_Liv_Arr; MET-013/with parents = LAC_Parents_OR_Others;
MET-014/special guardianship = LAC_ceased_SGO%; MET-014/child arrangements order = LAC_ceased_CAO%;
MET-017 = CareLeaverAcc; MET-019 = InfMort; MET-020 = Low_Birth_Weight_Babies; MET-021 = 6wksBreast;
MET-027 = ExcessRec; MET-028 = ExcessYr6; MET-036 = Emotional_LAC; MET-047/in need = CIN_KS2_ExpStd_RWM;
MET-047/on a plan = CPPO_KS2_RWM; MET-047/looked after = LAC_KS2_ExpStd_RWM; MET-048/in need = CIN_Avg_Attain8_KS4;
MET-048/on a plan = CPPO_KS4_A8; MET-048/looked after = LAC_KS4_AVG_Attain8; MET-054 = 16-17_not known_NEET;
MET-057 = CareLeaverEET; MET-067 = FirstYJS; MET-081 = ChildPov; MET-095 = Work_Force_TO_Rate;
MET-096 = Work_Force_Agecy_Rate; MET-097 = Work_Force_Vac_Rate; MET-098 = Work_Force_AvgNumCase_SW;
MET-099 = Stability_School; MET-100 = Stability_SocialWorker""",
    SCHOOL: """
MET-039 = FSP_NEW_GOODDEV; MET-040/all other pupils = FSP_Gooddev_FSM_Other;
MET-040/eligible for free school meals = FSP_Gooddev_FSM; MET-043 = KS2RWM_Expected_STD;
MET-044/all other pupils = NonDAP_NEW_KS2_RWM; MET-044/disadvantaged pupils = DAP_NEW_KS2_RWM;
MET-045 = AVG_Attain8_Score; MET-046/all other pupils = NonDAP_KS4_ATT8; MET-046/disadvantaged pupils = DAP_KS4_ATT8;
MET-050 = TotPerAbNew; MET-051 = TotSevPerAbNew; MET-052/in need = CINPermAbsent_3Term;
MET-052/on a plan = CPPPerAbs_3Term; MET-052/looked after = LAC_Pers_Abs; MET-053/in need = CINTotalAb_3Term;
MET-053/on a plan = CPPTotalAb_3Term; MET-053/looked after = LAC_Over_Abs; MET-055 = SusEdOverall_All;
MET-083 = %_2yr_olds; MET-084 = %_3&4yr_olds""",
}


@dataclass(frozen=True)
class Counted:
    """What stands for one borough in a file's latest period, as printed; "(no row)" where there is none."""

    metric: str
    part: str
    file: str
    period: str
    text: str


def _lines() -> list[tuple[str, str, str, str, str]]:
    found = []
    for line in STANDS.strip().splitlines():
        metric, part, file, column, *where = (bit.strip() for bit in line.split("|"))
        found.append((metric, part, file, column, where[0] if where else ""))
    for file, listed in OF_LAIT.items():
        for entry in listed.replace("\n", " ").split(";"):
            name, _, short = (bit.strip() for bit in entry.partition(" = "))
            metric, _, part = name.partition("/")
            found.append((metric, part, file, "Values", f"\"Short Desc\" = '{short}'"))
    return found


def _name(column: str) -> str:
    return f"column{int(column):02}" if column.isdigit() else f'"{column}"'


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def count(code: str, name: str) -> list[Counted]:
    """Return what stands in the files for a borough."""
    return [
        Counted(metric, part, file, *_latest(file, column, where, code, name))
        for metric, part, file, column, where in _lines()
    ]


@cache
def _table(file: str, header: bool, skip: int) -> str:
    """Return the name of a file's table, read once and as text."""
    name = f'"{file} {header}"'
    how = f"all_varchar = true, header = {header}, skip = {skip}, delim = ',', quote = '\"'"
    _engine().execute(f"create table {name} as select * from read_csv('{FOLDER / file}', {how})")
    return name


def _latest(file: str, column: str, where: str, code: str, name: str) -> tuple[str, str]:
    area, period, skip, only = next(layout for start, layout in LAYOUTS.items() if file.startswith(start))
    table = _table(file, not column.isdigit(), skip)
    when = _name(period) if period else "''"
    mine = f"{_name(area)} = '{name}'" if area in BY_NAME else f"contains({_name(area)}, '{code}')"
    conditions = " and ".join(part for part in (mine, only, where) if part)
    rows = _engine().execute(f"select {when}, {_name(column)} from {table} where {conditions} order by 1").fetchall()
    if not rows and (other := COUNTED_IN.get((file[:5], code))):
        return _latest(file, column, where, other, "")
    return (str(rows[-1][0] or ""), str(rows[-1][1] or "")) if rows else ("", "(no row)")
