"""Notes as colleagues talk: nicknames, “my nephew”, “the lad from number 12”, other writings; and ones like them.

Measured unseen, in three sets. Of the first 219 harmless notes none was asked about and of 129 others 69 were seen. The
kinds that were missed were mended, and a second set was written: of 206 harmless ones, made to mislead, 12 were asked
about, and of 60 others 53 were seen; of a third, 6 of 60 and 28 of 30. Those are mended too, so what is seen of them
now is no measure. Left as they are, and not here: names with nothing beside them (“Dhruv Patel”, “Jo said no”), first
names that are on no list (“hamzas brother”), street addresses alone, “n<5”. Nobody is meant.
"""

from __future__ import annotations

LEAKY = tuple(
    r"""
the begum family
waiting for the Okonkwo twins to move
KT at St Mark's
Ask Shanice's nan
MJ's EHCP is late
Lil Dev is the only one
3 kids only, all from one road
two siblings
one girl in Year 9
just the one boy at the PRU
Only Tyrone and Ahmed left
Tyreese A. was moved
Zoë-Mae has autism
محمد is not in school
मोहन has a plan
Chloé Dubois, Y5
the lad from number 12
flat above the chip shop on Brixton Road
lives opposite Tesco in Catford
the family in the blue house on Elm Grove
SE13 6LG
se136lg
NHS no 485 777 3456
NHS 9434765919
UPN A123456789012
NI: QQ 12 34 56 C
AB123456C
dob 3/2/15
born 3rd of February 2015
DOB: 03 Feb '15
her birthday is 12 May
turned 5 on 14/03/2024
07700 900123
+44 7700 900123
0 7 7 0 0 9 0 0 1 2 3
ring mum on oh seven seven double oh nine hundred one two three
020 7946 0018
jamal.okafor@gmail.com
jamal dot okafor at gmail dot com
jamal (at) gmail.com
@lil_jamz on Snapchat
insta: shanice.x
password: Tr0ub4dor
pwd Summer2025!
login merton_cs / Welcome123
PIN 4821
door code 4455
Mosaic ID 1234567
LAC no. 20231
LL ref 887766
case 4471
EHM-00123
see record 559012 in LCS
ULN 1234567890
the mother has a criminal record
his dad is in Wandsworth prison
the only Traveller child at Hillcross Primary
one pupil is deaf and blind
child with Rett syndrome at Cricket Green
the child in the Standard last week
the baby who died in March
SCR "Child Q"
Child P
Baby P
Family A in the practice review
the Polish lad in Y10 who was excluded
YP1 went missing
"R" is placed in Kent
S.B. aged 7
Mohammed, 7
Amelia (6) and Noah (4)
Noah's social worker is off
Little Ava still waits
Ms Begum's children
Mrs Patel and her son
Mr and Mrs Khan's eldest
Cllr Smith's niece
our colleague's son
my daughter is one of these
cousin of the director
Aisha + Yusuf moved to Kent
Ahmed D
AHMED IN CUSTODY
O’Brien, Kieran
MacDonald F, Y11
Sara, Year 4, FSM
n = three
a couple of children
a handful of YP in secure
1/3 pupils
4 LAC
only 2 in the cohort have EHCPs
five babies
1 child
no more than three young people
4yp
passport 533401372
BRP ZX1234567
reg AB12 CDE
what3words ///filled.count.soap
51.4098, -0.2108
UPRN 100023336956
sort 20-00-00 acc 55779911
card 4111 1111 1111 1111
10.4.22.17
C:\Users\jokafor\Desktop\case notes
https://mosaic.northbridge.example/person/1234567
WhatsApp group "Jamals mum"
The Adeyemi household again
chase the mensah twins
Baby Reggie is not counted
little Priyanka stays with us
Tyrells dad rang
Abdul, 9, is on the list
Fatima and Yusuf were excluded
Hassan is not in school
Only Keira and Femi are left
AHMED MOVED SCHOOLS
her stepdad is known to police
his gran has him at weekends
the dad won't engage
the mum said she would ring
my nephew is in this figure
niece of the headteacher
the girl from the Elm Estate
the Somali boy in Year 8
that lad with the tag
the toddler who drowned
girl with cystic fibrosis at Hatfeild
the family in the Gazette
Child M (review)
Baby T
YP2 refused
“K” was placed out of borough
lives above the bakery
the flat over the laundrette
the kids from number 9
the yellow house on Palmerston Road
she will be 16 on 2 May
case 20317
see file 88123 in Mosaic
key safe code 1945
alarm code: 99871
login jb_council / Spring2025
@kez.99 on insta
C:/Users/amina.k/Documents
Иван Петров
小明不上学
نور ليس في المدرسة
n=two
3yp on remand
2lac in Kent
a handful of children in secure homes
J.O. aged 11
T.A. in Year 5
RB from St Luke's
the sole pupil with a visual impairment
the other twin lives in Leeds
the eldest of the three Hussain brothers
Miss Okoro's class has him
Ellie-May self-harms
Rahul has ADHD
Aiden ran off in March
our EHE lad
Lil Kai has gone to Essex with his dad
the osman brothers
Baby Zara, 2
her nan rang twice
the boy with the broken arm
Girl K and Girl L
YP4 in secure
our young lad from the unit
Idris was excluded in May
Layla and Noor are out of school
Tariq, 11, moved
the mum won't sign
sister of the headteacher
lives opposite the school
gate code 2468
login: mbegum / Hello123
case 88214
record 771203 in Mosaic
Иван ушёл
4 yp
2 CLA placed together
n: 3
S.W. in Year 9
turned 3 on 4 June
the teenager who drowned
KB from St Anne's
the girl on the front page
Sofia has ADHD
""".strip().splitlines()
)
HARMLESS = tuple(
    r"""
Ask the performance team.
Performance team will send in March.
Data is in Mosaic but not reported.
Held by the ICB; we have asked.
We get this from DfE in November.
Not collected since 2022.
Health visitors record it on paper.
Early Help module went live in April 2025.
Capita One, updated each term.
Ofsted said this needs work.
Covid broke the series.
Published at local authority level only.
Yearly, in the SFR of October.
Only by ward.
By sex and age, not by ethnicity.
Sample too small to publish.
Denominator is ONS mid-2023.
Denominator under 18 population 51,200.
Was 24.2 last year, now 30.4.
Up by 3 points.
3 of 5 indicators can be measured.
4 teams record it.
Two systems hold it.
One team only.
5 schools did not answer.
2 children's centres closed.
3 family hubs from September.
1 of the 12 indicators.
Team of 4 analysts.
Three boroughs share the service.
2 years of data.
Year 6 only.
Year 1 phonics screening check.
Reception and Year 6.
KS2 SATs, 2023/24.
GLD at 5, EYFSP.
NCMP weighed in Reception.
NEET 16-17.
LAC and care leavers.
CIN census.
SSDA903 return.
SEN2 return, January.
School census, spring term.
Children under 5.
Children aged 0-4.
Children aged 5 to 16.
Young people aged 16 and 17.
0-19 service, Central London Community Healthcare.
CLCH provides the 0-19 service.
South West London ICB.
St George's Hospital.
St Mark's Academy has its own system.
Cricket Green School is special.
Merton Council and partners.
Kingston and Richmond share AfC.
Richmond upon Thames.
Tri-borough arrangement until 2024.
Lead: Head of Early Help.
Owner: Director of Children's Services.
Contact the Public Health analyst.
Children's performance team, Civic Centre.
performance.team@merton.gov.uk
See https://fingertips.phe.org.uk/indicator/90631
LG Inform 19346.
PHOF C09a.
MET-039
Fingertips ID 20201.
E09000024
Release 2026.11.
Version 2 of the form.
Agreed 12 May 2025.
Next update 31 March 2026.
Meeting on 14/03/2025.
Board of 3 February.
To be checked by June.
Waiting for reply since May.
May be available from the hospital.
Hope to have this by Christmas.
Will be in the new system.
Mark as gap until then.
Grant funded until 2026.
Family hub, Grace Road.
Sure Start on Lavender Avenue.
Rose Hill school joined in 2023.
Tick when done.
Jack Petchey Foundation funds this.
Marie Curie nurses.
Barnardo's runs it.
Home-Start Merton.
Parent Talk, Action for Children.
Five to Thrive.
Triple P groups.
Incredible Years, 14 weeks.
Video interaction guidance.
Liquidlogic LCS and EHM.
Tableau report 12.
Power BI dashboard "CSC weekly".
Report CS-014.
Query 221 in Mosaic.
Table 4 of the release.
Sheet 3 of the file.
Column F in the extract.
Row 12 needs a fix.
SQL view vw_cin_rate.
Extract runs at 6 am.
Rounded to the nearest 5.
Numbers under 6 are suppressed.
Withheld: c.
Counts below 10 not published.
Percentage of pupils with 5+ GCSEs.
95% confidence interval 20-28.
95th percentile.
Target 75% by 2028.
Between 60 and 70 per cent.
Ratio 1:12.
Per 10,000 under 18.
1,204 children on plans.
312 pupils.
About 50 families a year.
Around 40 care leavers.
Fewer than expected.
More boys than girls.
Boys do worse.
Girls 78, boys 66.
White British and Black Caribbean pupils.
Gypsy, Roma and Traveller pupils.
EAL pupils.
Pupils with an EHC plan.
SEN support.
Summer-born children.
FSM gap is 20 points.
Disadvantaged pupils.
Young carers are not flagged.
UASC are included.
Fathers are not counted.
Mothers smoking at delivery.
Single parents.
Kinship carers.
Foster carers' survey.
Social workers leave.
Midwives record it.
GP records only.
School nurse team.
Headteachers' forum decides.
The schools forum asked for this.
Parents told us in the survey.
Young inspectors like it.
Youth council agreed.
Cabinet member briefed.
Scrutiny panel asked in July.
Internal audit found gaps.
Data quality is poor before 2021.
Duplicates were removed.
Missing for academies.
Private nurseries do not return.
Free entitlement, 2-year-olds.
15 hours, 30 hours.
Two-year checks.
6-8 week review.
12 month review.
2.5 year review, ASQ-3.
MMR2 at 5.
HPV, Year 8.
A&E attendances 0-4.
Hospital admissions 0-14.
Self-harm 10-24.
Teeth: dmft.
Healthy weight.
Breastfeeding at 6-8 weeks.
Low birth weight.
Infant mortality, 3 years pooled.
CAMHS waits, SWL St George's.
SDQ score.
Mental health support teams.
Exclusions by term.
Suspension rate.
Persistent absence, 10%.
Severe absence, 50%.
Elective home education.
Children missing education.
Post-16 destinations.
Apprenticeships.
Youth justice, first-time entrants.
Reoffending binary rate.
Serious violence duty.
MARAC cases.
Operation Encompass.
Domestic abuse flag.
Neglect toolkit.
Strengthening Families, Signs of Safety.
Supporting Families closed in March 2025.
Family Help from 2026.
Best Start Family Hubs.
Child poverty after housing costs.
IDACI decile 3.
LSOA level only.
Ward level, 20 wards.
Postcode sector CR4.
CR4 and SM4 areas.
Figge's Marsh and Pollards Hill.
Not published for City of London.
Hackney does this well.
Ask Hackney how.
Same as Lewisham.
To discuss with Newham and Tower Hamlets.
J. Smith, Head of Performance
Sarah in performance will check.
Priya Shah (BI team) has the query.
Spoke to Tom at the ICB.
David from public health is on leave.
Emailed Claire Jones for the extract.
Anna to chase.
TBC with finance.
n/a
See above.
As last year.
Yes, but late.
No.
?
Young people say this matters.
Young Lewisham project.
Young Minds trust.
Young carers of primary age.
Little Village baby bank.
Little Angels nursery.
Little Oaks, Year 1 intake.
Baby Bank, Baby Box.
Baby Friendly accreditation.
Baby Buddy app.
Early years.
The whole family is seen.
The same family may be counted twice.
The wider family is included.
The immediate family only.
The large families premium.
The average household has 2.3 people.
The foster siblings are kept together.
That household survey ended.
The lone parent household rate.
The kinship family offer.
Counted once per family.
A child and his or her mother.
His/her school.
Where the mother is a smoker.
If the mother has a partner.
Whether the father is on the birth certificate.
The mother's age at delivery.
The father is not recorded.
Fathers of the children in the programme.
Mothers of the borough.
My team will do it.
My dashboard shows 30.
My query is in SQL.
On my list.
The boy-girl gap.
The girls' group is weekly.
The boys in Year 6 do worse.
Both boys and girls.
The child in need census.
The child at the centre.
The child with a plan.
Any child with an EHC plan in Merton.
Each child with SEN at School Support.
The child who is looked after.
Children who died are excluded.
The family who moved is counted by the new borough.
Twins count as two.
One child per row.
Child A&E visits.
Family B group.
Pupil P scales ended.
Boy 5.2, girl 4.8.
Group A and Group B.
Table A.
Type B.
Family I.
Band B, E.
Sample A is weighted.
"Y" is yes.
“N” is no plan.
"C" is withheld.
Code "Z" was removed.
YP 16-17.
YP aged 16+.
YP survey 2025.
18yp panels a year.
10 kids clubs.
n = 1,204.
n=thirty.
n: number of children.
N = not recorded.
A handful of schools.
A handful of teams do it.
A handful of records.
Case 4.
Case 2025.
Case 2024/25.
Cases 4471 in all.
Case load 1200.
Case management system.
Child 0-4.
Children 4500.
Child population 48,213.
Person level data.
Client index, 1200 rows.
Patient 6000 lists.
Learner 2020 cohort.
See file 2 in SharePoint.
See 2024 in Mosaic.
File 12345 rows.
Row number 12 in Mosaic.
Report number 12345 in Tableau.
Reference 20201 in Fingertips.
Entry 1 in the register.
1204 on Mosaic.
Login via SSO.
Login needed for Tableau.
Log in: see IT.
Login/Password reset is with IT.
Code list 2024.
Open door code of practice.
Area code E09000024.
LA code 315.
SNOMED code 160245001.
Read code 8CMW.
Gate 3.
Safe: 12 metrics.
Key stage code 2.
Entry code list: 101, 102.
Lives in the borough.
Living by main roads.
Families living near a hub.
Living in poverty after housing costs.
Living with a parent who smokes.
Living with one parent.
Children living with grandparents.
Placed with parents.
Placed in another borough.
Placed with relatives.
Flat line since 2020.
Flat rate.
Flat over time.
House on Fire programme.
The children's house in Morden.
The house in multiple occupation rate.
Turned 5 in the school year.
Will be 18 by August.
Turning 2 in the term.
Turned 4 on or before 31 August.
Series turns 10 in 2027.
Will be 5 on the school entry date.
Sarah moved to Public Health.
Tom and Ali have left the team.
Priya left in May.
Amir was in the meeting.
Nadia has the plan.
Ben has a plan for this.
Lucy is the only analyst.
Grace is the lead.
David (2 days a week).
Claire, 3 days a week.
Anna, 2 of 3 done.
Hannah and Zoe are on leave.
Only Sarah and Tom have access.
Only Ali and Ben are left in the team.
James excluded the academies.
Tableau excluded.
Aisha removed it.
Academies off roll since 2012.
Mosaic was placed in read-only mode.
St Helier placed in special measures.
Lambeth moved to Mosaic.
Kent moved to Liquidlogic.
Moved to Kent's definition.
In the Standard tables.
In the mail merge.
On the Guardian website.
In the sun safe policy.
All in the news letter.
α = 0.05.
χ² test.
±5 μg.
Σ of wards.
Naïve estimate, café.
Leaflet in Polish, Somali and Tamil.
Q.A. done.
P.E. in Year 4.
N.B. Year 6 only.
U.K. figures.
E.H.E. in Year 7 to 11.
T.B. at age 5.
The G.P. in St Helier.
I.D. aged out.
C.I.N. aged 10.
HV from St George's.
GP at St Helier.
SW from St George's team.
CAMHS at St George's.
QI at St Mark's.
A.B.C. model.
s.17 in Year 1.
e.g. Year 6.
i.e. aged 5.
Fig. 3.
The nan bread is fine.
Grandparents as carers.
Grant of the council.
Son of ESG grant.
Parents of the pupils.
Users@teams.
C:\Temp\file.csv
S:\CYP\Performance\2025
\\server\share\CYP
@everyone on Teams.
@team on x axis.
Two-parent households.
The five family hubs.
One of the 33 boroughs.
The only source.
The only child measure.
The only family measure in the set.
The other metric.
Family Action's groups.
Mark's team.
Families told us they want one front door.
The dad's group meets weekly.
The mothers' group closed.
The father-inclusive practice audit.
Her Majesty's Inspectorate report.
His Majesty's Prison and Probation Service.
My Time clubs.
My Life, My Voice survey.
Young people led the design.
Baby massage in Year 1 of the plan.
Baby clinic, 2 sites.
Little Stars, 3 rooms.
The family household survey.
The same household twice.
The stable family fund.
The blended family count.
Only Barnet and Brent left.
Only Ofsted and CQC stay.
Amy is the first contact.
Sam is the only analyst with access.
Joe in BI, 3 days a week.
Chart 2, 3 and 4.
Outcome 3, 4.
Metrics 1, 2 and 3.
Child B&B.
Family 2.
Pupil A levels.
Group C is the comparison.
Boy or girl is recorded.
The girls from Year 6.
The boy/girl split in Year 9.
The child in question is counted once.
The pupil who was absent is coded.
The child who was looked after on 31 March.
The family who was supported in the year.
Children placed in care.
Placed in the top quartile.
Living with domestic abuse.
Turned down by the board.
Will be 2 by June.
Turns 18 in the year.
Access code list.
Door knocking by volunteers.
Entry code is on the form.
Entry code: 101.
Alarm: 3 red metrics.
Case 1.
Case 12345 rows.
Case numbers 2,345.
YP led.
YP 2.
YP3 tool.
N = 3 schools.
3 in the North.
NB from St Helier.
Survey in Somali and Arabic.
β = 0.3, γ = 0.1.
Κ statistic.
Mean = 3.
""".strip().splitlines()
)
