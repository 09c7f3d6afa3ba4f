"""Three hundred harmless notes and a hundred that say who it is, written before the patterns were read again.

Measured unseen: of the 322 harmless ones 3 were asked about (0.9 in a hundred), of the 101 others 71 were seen. Then
the kinds that were missed were mended, so what is seen of them now is no measure any more. Names and numbers are
nobody's; telephone numbers are those kept free for plays.
"""

from __future__ import annotations

HARMLESS = tuple(
    r"""
Taken from the SEN2 return, table 4.1, downloaded on 12 June 2025.
Liquidlogic report LCS-214 gives this; run it on the first Monday of the month.
We only record this when the family agrees to a review at 12 weeks.
Figure is for the financial year 2024-25, provisional until the auditors sign off in September.
Held by Public Health, who send a spreadsheet each quarter.
Same as last year. No change in method.
Ask the Business Intelligence team for the July extract; the role mailbox is bi.team@borough.gov.uk.
Not collected before April 2023 because the form had no field for it.
Children aged 0 to 4 only; the health visiting service counts to 5.
Mosaic form EH3 v2 replaced the old assessment in May 2024.
Source: NHS Digital, Maternity Services Monthly Statistics, experimental.
Denominator is the ONS mid-2023 estimate, 0-19, both sexes.
Suppressed in the published table (marked c), so we left it blank.
Ward figures exist for all 21 wards but we have not checked them.
Covers SE15, SE5 and SE17; the rest of the borough starts in January.
The Star Chamber agreed to move this to green.
Quarter 3 was run late, on 14/02/2025, so it includes a few January closures.
Needs a new field in EYES. Change request 4471 is with the supplier.
Waiting for the Data Protection Impact Assessment to be signed.
Our Family Hubs use Synergy; children's centres still on eStart until autumn.
The ASQ-3 at 2-2½ years is on SystmOne and we get totals only.
See Marmot 2020, page 44, for why this matters.
Munro asked for this in 2011 and we still cannot count it.
Following Josh MacAlister's review we split targeted and intensive help.
Charlie Waller Trust training, attended by 64 staff.
The Anna Freud Centre holds the outcome measures for this pilot.
Great Ormond Street publish this by year, not by borough.
Homerton and the Whittington report separately; we add them.
St Thomas' maternity data comes through the LMNS.
King's College Hospital to confirm whether it can split by ward.
Harris Academy, Peckham and Ark Globe sent no return this term.
We use Holly Lodge children's centre as a pilot site.
Phase 2 will begin at Margaret McMillan House.
The Mary Seacole ward is outside the boundary.
Florence Nightingale Foundation fellowship paid for the dashboard.
The Elizabeth Garrett Anderson wing does not send discharge codes.
William Davies Primary is counted with the northern cluster.
John Ruskin School has its own system (Arbor) and sends a file by SFTP.
Thomas Coram Centre data to be added when the licence is signed.
Sir Francis Drake Primary closed in 2023; pupils are in the neighbouring schools' figures.
Henry Fawcett Primary and Walnut Tree Walk federated, one return from now on.
Availability marked partial: we hold it for open cases only.
There is no shared definition of 'sustained'. We take six months without a re-referral.
Percentages do not add up to 100 because families can have more than one need.
12% is below the London average of 15.4% and we know why: late recording.
1,204 families in the year, 311 of them in the last quarter.
Of 842 contacts, 40% became an assessment.
There were 0 exclusions of looked-after children in the year.
The rate per 10,000 is 54.2, rounded to one decimal.
Numerator 3,118, denominator 41,207.
Cohort of 1,950 pupils at the January census.
Rebased to the Census 2021, so not comparable with 2019/20.
Rounded to the nearest 5 as in the DfE publication.
Values below 6 are not shown here, as our policy says.
Counts under 10 are withheld by Public Health before we get the file.
Due to small numbers this can only be shown for three years together.
Ofsted inspection in March 2024 said recording was inconsistent.
ILACS action plan, action 14, due by the end of Q2.
JTAI self-assessment has a table with this on page 9.
The Supporting Families outcome plan asks for the same thing in other words.
SFF funding ended on 31 March 2025, so the worker-level data stopped.
Payment-by-results claims: 97 in window 3.
NEET and not known, combined, December to February average.
CCIS monthly table, area code E09000028.
LAESTAB list from Get Information About Schools, dated 2025-09-01.
URN 100123 to 100187 are the schools in scope.
Indicator 20601 in Fingertips; area E09000022; period 2023/24.
LG Inform metric 19346 took the place of 2585.
MET-039 and MET-041 share one source; change both.
Domain 4, outcome 2: two metrics, neither of them ours.
Look in cell D14 of the sheet of last year.
Column H is the manager's view, not a count.
I copied the formula down; row 77 was missing it.
Please do not sort this sheet, the lookups depend on the order.
The drop-down did not have 'Education Welfare', so I typed it.
To do: check with Finance whether cost per family can be split.
Can the central team say if kinship care counts?
Is this meant to be per child or per family?
I think this is the wrong year but leaving it until somebody confirms.
Not sure. Will come back to this after half term.
Spoke to the supplier, nothing before the spring release.
Meeting on 3 December at 10:30 to agree the definition.
Agreed at DMT 7 November.
Signed off by the Director of Children's Services.
Owner: Head of Early Help and Prevention.
Owner to be named when the restructure is done.
Contact: Performance and Insight, floor 4, Civic Centre.
Contact: earlyhelp.performance@lambeth.gov.uk
Queries to data.protection@nhs.net (shared mailbox).
Main switchboard 020 7946 0000, option 3.
Report a fault: servicedesk@council.gov.uk or extension 4455.
Library opening hours changed, footfall not comparable.
Youth hub sessions: 46 a month, average attendance 23.
Short breaks: 212 children with an EHCP, 38 on SEN support.
EHCPs finished in 20 weeks: 61.3%.
Tribunal outcomes come by email as PDFs, we type them in once a year.
CAMHS waiting times are held by SLaM, and shared at partnership board.
MHSDS publishes this at sub-ICB level only.
The ICB has promised a feed by June.
Perinatal mental health: number seen, not number in need.
Breastfeeding at 6-8 weeks: coverage under 95% so England does not publish it.
Immunisation: COVER data, MMR2 at 5 years.
Obesity, Year 6: NCMP, three-year pooled.
Oral health survey is every second year.
Hospital admissions for injury 0-14, Fingertips 90284.
A&E attendance under 5 – from ICB dashboard, not refreshed since summer.
Healthy Start uptake is a monthly NHSBSA list by postcode sector.
Tooth decay 5-year-olds: borough sample too small in 2022.
Low birth weight of term babies: 2.9.
Smoking at delivery: SATOD quarterly, place of residence.
Teenage conceptions: ONS, about 18 months behind.
Infant mortality, 3 years pooled 2020-22.
Child poverty after housing costs: End Child Poverty and Loughborough University.
IDACI 2019, average score; next release expected late 2025.
FSM eligible: 38.2% primary, 41.0% secondary.
Pupil premium list is on the DfE portal (Key to Success).
Good level of development: EYFSP 2024, published 28 November.
Phonics: 82 per cent, all pupils.
KS2 RWM expected standard - provisional, will be revised in December.
Attainment 8 for pupils ever in need, 34.1.
Absence from the daily DfE dashboard, week 38.
Persistent absence in special schools not included.
Suspensions: repeat count, one pupil may be in it several times.
Elective home education: 402 at the census day.
Children missing education: definition changed with the 2024 guidance.
Alternative provision is commissioned with two neighbours; their figures are mixed in.
Virtual School holds PEP completion in Welfare Call.
Care leavers in touch: 93.
UASC are counted apart, following Home Office transfers.
Re-referrals in 12 months 19%, a little above statistical neighbours.
Repeat child protection plans are few and swing a lot.
CIN census 2024: table C1.
Section 47 to ICPC within 15 days: 84.5%.
SSDA903 submitted on time; one error outstanding.
Step-down to early help cannot be seen in Mosaic, only in a local tracker.
Step-up within six months: we could do this with a month of analyst time.
Front door: contacts by source are coded freely and need cleaning.
MASH moved to Halo in 2022.
The police feed (Merlin) has no ethnicity.
Youth justice: first-time entrants from PNC, per 100,000.
Asset Plus gives speech and language needs.
Serious youth violence: MPS dashboard, 12 months rolling.
Domestic abuse notifications: Operation Encompass totals from schools.
MARAC: SafeLives publishes quarterly.
IDVA referrals come from Refuge in a Word table.
Housing: H-CLIC, households with children in temporary accommodation.
Overcrowding from the census, not local.
Rent arrears flagged in Northgate, not matched to families.
Council tax reduction and Housing Benefit extract used for the LIFT dashboard (Policy in Practice).
Jobcentre Plus will not share at household level.
NEET team have one spreadsheet per adviser.
Adult learning: community learning returns R14.
Parents' employment – asked at start and end, half missing at the end.
Outcome Star readings at start and end; licence for 60 users.
SDQ: mean change, only when there are two scores.
Goal-based outcomes: average movement 3.1.
WEMWBS used in two of the five hubs.
Triple P and Incredible Years: starters 188, completers 141.
Empowering Parents, Empowering Communities runs in four localities.
Solihull Approach online course: 1,033 registrations.
Mellow Parenting ended.
Freedom Programme attendance is kept on paper.
Family Links Nurturing: two groups a term.
Strengthening Families, Strengthening Communities: REF (Race Equality Foundation) holds the pre and post forms.
Home-Start reports per quarter in their own categories.
Barnardo's contract, KPI 7.
Action for Children run the South hub until March 2027.
Coram sends an annual report in May.
The Winch and Hopscotch give a story, not numbers.
Citizens Advice: money gained, £1.2m last year.
Place2Be in nine schools.
Off the Record, Croydon, will share totals after the DSA.
London Early Years Foundation nurseries in our area: six.
St Michael's Fellowship residential assessments.
Peabody and L&Q tenants' survey asked this once.
Young Hackney uses its own database.
Better Start Bromley? No: LEAP in Lambeth, ended 2025.
The Tower Hamlets MESCH programme has a similar measure.
Camden's Resilient Families framework has the same domain names.
Barking and Dagenham count siblings once; we count them each.
Kingston and Richmond report together as Achieving for Children.
City of London is in Hackney's figure for health.
Bi-borough: Westminster and Kensington and Chelsea share the service.
Merton's wording was better, so we used it.
As in Newham, a family is closed when all its plans are closed.
Compared with Lewisham, our threshold for targeted help is lower.
Greenwich and Bexley: one CAMHS provider (Oxleas).
Haringey will show us how they matched GP data.
This is the number of episodes and not of people.
Each family is counted once a year, at its first assessment.
Unborn children are left out.
Includes 18-25 with SEND.
Under-fives make up a third of the caseload.
Age at referral, not at closure.
Sex as recorded; gender identity is not asked.
Ethnicity: 11% not stated, worse in self-referrals.
Main language recorded in two thirds of cases.
Religion is optional on the form.
Disability: we use the CIN definition.
Mixed heritage groups put together because the system has only one code.
LSOA can be derived from the postcode of residence; done for 97% of records.
Postcode sector SE22 8 is the smallest area we would show.
No breakdown by ward until the new ward boundaries are loaded.
Locality is by school and not by home.
UPRN matching stopped in June.
A person-level file is held by the warehouse team and we never see it.
Names and dates of birth are removed before the file reaches us.
NHS number completeness is 71%, so matching is poor.
UPN missing for under-fives, which makes this hard.
The unique case ID is not carried over from the old system.
Free text in case notes would have to be read by hand.
Consent wording of 2021 does not cover research.
The information sharing agreement is with Legal.
Retention is 6 years after closure; older files destroyed.
Passwords for the portal are given out by ICT, ask them.
Login to the NCER site is needed to see this.
Dashboard is in Power BI, workspace 'EH Insight', refreshed on Tuesdays.
SQL view vw_eh_episode, column closure_reason.
Table dbo.FactContact joined to DimDate.
The R script is in the team's Git repository, file 03_rates.R.
Folder: S:\Performance\Early Help\2024-25\Q4
SharePoint > Children > Insight > Returns > 2025
https://www.gov.uk/government/statistics/children-in-need-2024
doi:10.1136/archdischild-2020-320655
ISBN 978-1-78655-123-4
Reference DFE-00130-2024.
SN 8644 at the UK Data Service.
Release 2025.2, build 10.4.118.
Ticket INC0098213 was closed without a fix.
Purchase order 4500123987 for the licence.
Cost centre 31207, subjective 44010.
£184,000 for the year; unit cost £412.
Budget code EH-21-A.
1 FTE analyst, grade PO3, fixed term to March.
Two and a half days a month to prepare.
Takes 3 hours because of three spreadsheets.
Five of the nine hubs have started.
Three boroughs in the sub-region collect it.
Two systems hold parts of this.
One source only: the annual survey.
Four teams, one form, no guidance.
Only 2 of 6 questions were answered in most surveys.
Seven schools did not reply.
Six metrics in this domain are the same as in the Families First guide.
4 quarters are needed before we can show a trend.
Three years of data, then the system changed.
Survey: 214 replies, 31% response.
Interviews with 12 practitioners in May.
Focus group notes, themes only, nobody is named.
Parent panel said the letter was hard to read.
Young inspectors visited and wrote a report.
Children told us they want one worker.
"One person to talk to" was what families said most.
Fathers are under-recorded.
Grandparents and other kinship carers are not linked.
Young carers: census question differs from our register.
Lead professional is recorded, but a school's lead is a free text.
Voice of the child is a tick box.
Good practice example: Thames View hub.
The Rose Bruford intern built the first version.
Victoria Park and Albert Road are the two pilot neighbourhoods.
Grace House refuge closed; the provider is now Solace.
Hope and Faith parish groups run a food bank and do not count.
Joy, a play worker scheme, is funded to August.
Summer figures are low as schools are shut.
April to June only.
May bank holiday week left out.
Will be looked at again in March.
August data late: staff leave.
Dawn raids by the police changed the pattern of notifications.
Mark as not held if the contract ends.
Will Public Health share ward level? Asked.
Bill payments at the hub are not early help.
Frank advice line (Talk to Frank) counts calls nationally.
The Children Act 1989, section 17.
Childcare Act 2006, s.3.
Working Together 2023, chapter 3.
Martha's Rule is not relevant here.
Sure Start legacy: old reach areas.
Start for Life offer published, page checked 9/9/25.
Best Start in Life: the GLD target of 75% by 2028.
Family Help lead practitioner role starts September.
Families First Partnership programme guide, section 5.
Reform pathfinder areas are ahead of us.
Delivering Better Value, workstream 2.
Safety Valve agreement restricts what Finance can share.
Levelling Up bid, table 6.
Equality impact: see appendix C.
Annexe 2, line 31.
Footnote b applies.
n/a
tbc
As above.
ditto, but for 2023-24
??? which team
Not applicable - no maternity unit in the borough.
OK now
Green to amber, data quality.
R/A/G: A
Confidence: medium.
Gap. No owner, no system, no definition.
Gap known since 2019. Lack of analyst time.
Gap because the provider's contract has no data schedule; renegotiate 2026.
Proxy used: contacts closed with advice.
Proxy until the new form goes live on 01/04/2026.
Estimate, based on a dip sample of 50 files.
Audit of 30 cases, moderated by two managers.
Dip sample found 8 in 10 had a plan.
Checked against the regional dataset: out by 3.
Corrected on 20.10.2025, the earlier figure had a double count.
Value 87 replaced by 78, digits were swapped.
Dr Foster and HES give other totals.
BSA and PHSO figures not used.
GP registered 0-19: 71,400; resident 0-19: 68,950.
GLA 2022-based projection, housing-led, central range.
Next publication 26 Feb 2026, 9.30am.
Nomis table DC1109, KS1 of age only.
Stat-Xplore, children in low income families, 2023/24.
Understanding Society is a sample, no borough figures.
Trust for London poverty profile has a chart with this.
Written by the Early Help strategy group, version 0.6.
Draft - not for citation.
""".strip().splitlines()
)
LEAKY = tuple(
    """
NHS no 943 476 5919 would not match.
Record with NHS number 4010232137 is counted twice.
Test case was nhs 6112045893, closed since.
730 559 0215 has two open episodes.
UPN E210400123001 is missing from the extract.
Pupil Q801200107045 moved school in June.
ULN 7348201562 not in CCIS.
NI number QQ 12 34 56 C given on the claim form.
Mum's NINO is AB123456C.
NINO: JH 45 67 89 A.
DOB 03/04/2015, moved from Croydon.
d.o.b. 12.11.09 is wrong in Mosaic.
Born 7 May 2016, not in the birth list.
Date of birth given as 2014-09-22, please check.
Boy born on 1st Feb 2012 was left out.
DoB: 5/6/18
Ring mum on 07700 900123 before counting.
Dad's mobile +44 7700 900456.
Tel. 07700900789 ask for the aunt.
Grandmother's home number is 020 7946 0123.
Send it to amelia.osei91@gmail.com instead.
Family's address tamara_b@hotmail.co.uk
carer emails from joshk2010@outlook.com
Lives at 14 Rye Lane, SE15 5BY.
Flat 3, 22 Coldharbour Lane, SW9 8LF is the only one.
Family at SE22 8HQ counted here.
They moved to 9 Elder Road last month.
Home address: 41B Larkhall Rise.
Password for the tracker is Sunflower22!
Log in with user eh_admin, pw Peckham2024
pwd: Hub!9981
The PIN for the door and the sheet is 4471.
Case ID 1048823 should not be in this.
Mosaic ID 2203341 is the only late one.
LCS number 778120, check with the worker.
Liquidlogic no. 5519023
Client ref EH/2024/00731
Family ID 30817 has three children excluded.
Person ID: 991204
EHM 204417 still open.
Amelia Osei's family declined consent.
Spoke with Kwame Mensah's mother on Friday.
The late case is Tyrone Baptiste, year 9.
Child: Aisha Begum, aged 6.
Mother (Funmi Adeyemi) did not attend.
This one is Oliver Whitcombe.
Siblings Jaden and Kayla Francis are both in.
J. Okonkwo (14) has been excluded twice.
Leon, 15, is in a secure unit.
Baby Rosie was taken into care.
Little Ibrahim is still waiting for CAMHS.
Daniel's mum asked to be taken out.
Zainab's foster carer said no.
Ask about the Kowalczyk family.
The Hussain twins are counted once.
Mrs Achebe has complained about the count.
Mr. Delroy Grant's son was arrested.
Ms Petrova refused the visit.
Miss T. Nguyen is the parent.
young person: Marcus Bell
YP is Chantelle B, at Harris Academy.
CYP initials KM, DOB 2011.
AO (f, 8) and her brother.
KM, 13, of Peckham, was the exclusion.
Name: Sofia Martins
Surname OYELARAN, forename Tobi
Priya Sharma - 12 - autistic, out of school.
hannah lee's social worker is off sick
case of kofi boateng to be removed
we left out mohammed ali (9) because dad objected
Only 2 children in this ward have it.
Three families, all in Nunhead.
Just one girl was excluded at Ark Globe.
4 pupils with EHCPs at the Traveller site.
There were five boys in custody.
One mother died in pregnancy this year.
two siblings were adopted from this hub
Number of UASC from Eritrea: 3
Only 1 was from the Roma community.
The only Year 6 pupil excluded from William Davies Primary.
The only family from Sudan in the hub.
The headteacher's own daughter is in this figure.
The child whose murder was in the papers in May is in here.
It is the councillor's nephew.
A 13-year-old girl in SE5, pregnant, is the one.
The deaf twins at Holly Lodge.
The footballer's son who is on a CP plan.
The boy stabbed on Rye Lane in August is counted twice.
The triplets born in March skew the breastfeeding figure.
Her sister, Naomi Campbell-Reid, was referred too.
Lucas (SEN, 7) moved to Kent
Ava-Mae Thompson 04/09/2017
Jayden Clarke, 12 Dog Kennel Hill
Osei, Amelia - see file
MENSAH Kwame 2009
NHS 6283004172 Osei
Referred by GP: Ella W, 16, overdose.
S.47 on baby Musa, hospital bruise.
Father, Wayne Tully, in HMP Brixton.
Yusuf has ADHD and hits his sister.
Mia is HIV positive and so is her mum.
""".strip().splitlines()
)
