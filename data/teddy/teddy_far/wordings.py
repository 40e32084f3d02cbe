"""How a predicate of any class can be put, so that no wording tells what its subject is.

V0 VS VD VN VG stand for the forms of a verb: base, third person, past, participle, -ing; ADV for an
adverb, PADV for one of the past. Auxiliaries are in the singular.
"""

ACTIVE = """
VD ; VD ; VD ; VD ; VS ; VS ; VS ; has VN ; had VN ; will V0 ; would V0 ; can V0 ; could V0 ; may V0
might V0 ; must V0 ; should V0 ; did not V0 ; does not V0 ; will not V0 ; cannot V0 ; could not V0
would not V0 ; used to V0 ; seems to V0 ; seemed to V0 ; appears to V0 ; is said to V0
was said to V0 ; is going to V0 ; was going to V0 ; is likely to V0 ; is sure to V0 ; is bound to V0
is supposed to V0 ; was expected to V0 ; is known to V0 ; has to V0 ; had to V0 ; ought to V0
began to V0 ; happens to V0 ; continued to V0 ; does V0 ; did V0 ; must have VN ; may have VN
might have VN ; could have VN ; would have VN ; should have VN ; seems to have VN
is said to have VN ; appears to have VN ; is thought to have VN ; never VD ; has never VN
had never VN ; has always VN ; will never V0 ; will always V0 ; has already VN ; had already VN
has just VN ; had just VN ; will soon V0 ; can still V0 ; would never V0 ; has not VN ; had not VN
no longer VS ; never VS ; still VS ; does not seem to V0 ; PADV VD ; PADV VD ; ADV VD ; ADV VD
ADV VS ; ADV VS ; has ADV VN ; had PADV VN ; will ADV V0 ; may ADV V0 ; can ADV V0 ; could ADV V0
must ADV V0 ; did not ADV V0 ; does not ADV V0 ; would ADV V0 ; might ADV V0
"""
# Of what acts.
PROGRESSIVE = """
is VG ; was VG ; has been VG ; had been VG ; will be VG ; is still VG ; was just VG ; is always VG
may be VG ; keeps VG ; kept VG ; started VG ; went on VG ; is not VG ; was ADV VG ; must be VG
"""
PASSIVE = """
was VN ; was VN ; was VN ; is VN ; is VN ; has been VN ; had been VN ; will be VN ; would be VN
can be VN ; could be VN ; may be VN ; might be VN ; must be VN ; should be VN ; cannot be VN
could not be VN ; was not VN ; is not VN ; was never VN ; is never VN ; has never been VN
is often VN ; was often VN ; is usually VN ; was once VN ; is being VN ; was being VN
ought to be VN ; has to be VN ; had to be VN ; needs to be VN ; used to be VN
seems to have been VN ; must have been VN ; may have been VN ; should have been VN ; will soon be VN
will never be VN ; was about to be VN ; is going to be VN ; has just been VN ; had already been VN
is said to have been VN ; is ADV VN ; was ADV VN ; was PADV VN ; has ADV been VN ; can ADV be VN
will ADV be VN ; may ADV be VN ; could have been VN
"""
COPULAS = """
is ; is ; is ; was ; was ; was ; has been ; had been ; will be ; would be ; can be ; could be
may be ; might be ; must be ; should be ; seems to be ; seemed to be ; appears to be ; is said to be
was said to be ; turned out to be ; proved to be ; used to be ; remained ; became ; remains ; is not
was not ; is no longer ; is still ; was still ; is also ; was also ; is probably ; was never
is never ; has never been ; has always been ; must have been ; may have been ; could have been
would have been ; is hardly ; was hardly ; is certainly ; was certainly ; will never be
will soon be ; had always been ; is known to be ; is thought to be ; was thought to be
is supposed to be ; happens to be ; has to be ; is likely to be ; continues to be ; is often
was often ; is sometimes ; is ADV ; was ADV ; was PADV
"""
DETERMINERS = """
a ; a ; a ; a ; a ; a ; the only ; the best ; my favourite ; just a ; no ordinary ; the first
the last ; a good ; a very good ; a strange ; a typical ; a wonderful ; a real ; a rather ordinary
another ; one more ; the same ; the perfect ; the finest ; quite a ; such a ; more than a
nothing but a ; a true ; our favourite ; the wrong ; the right ; the most famous ; a well-known
a terrible ; a popular
"""
# Behind a noun.
POSTS = """
that I know ; of them all ; in those days ; these days ; of our time ; in the world ; on the list
that I ever saw ; to be sure ; that everyone talks about ; I can think of ; after all
in this story ; in my life ; that nobody wants ; I remember best ; from the old days ; around here
without equal ; until {year} ; since {year} ; in {country} ; in the eyes of many ; for most of us
we talked about ; I never forgot ; to speak of ; in the whole country ; for once ; among many
as far as I can see
"""
# How an adjective, A, can be put, and another one with it, B.
ADJECTIVE_PHRASES = """
A ; A ; A ; A ; A ; A ; A ; A ; both A and B ; anything but A ; A , if not B ; not at all A
A , but not B ; A and B ; A or B ; A once again ; A in the end ; A after all
"""
DEGREES = """
very ; rather ; quite ; really ; fairly ; extremely ; too ; so ; a little ; surprisingly ; unusually
terribly ; truly ; less and less ; more and more ; just as
"""
ADVERBS = """
often never always sometimes usually still rarely hardly seldom also certainly probably perhaps
actually simply really clearly surprisingly nearly almost apparently indeed normally mostly largely
possibly supposedly somehow regularly occasionally generally undeniably frequently soon
"""
PAST_ADVERBS = """
once twice finally suddenly later then already recently formerly eventually originally briefly again
first soon quickly slowly quietly
"""
PAST_TIMES = """
{when} ; {when} ; {when} ; {where} {when} ; in {year} ; that day ; many times ; long ago ; back then
twice ; for years ; in those days ; at that time ; in {month} ; for a while ; one day
"""
PRESENT_TIMES = """
these days ; nowadays ; now and then ; every year ; at the moment ; all year ; most of the time
as a rule ; again and again ; more than ever ; in {month} ; on {weekday} ; to this day ; by now
"""
OTHER_TIMES = """
{later} ; {later} ; sooner or later ; one day ; again ; once more ; in any case ; for a while
in {month} ; on {weekday} ; some day ; this time ; for some reason ; after all
"""
PAST_WORDS = "VD was did had used began seemed continued started kept went became"
OTHER_WORDS = "will would may might could must should ought cannot can"
ENDS = """
. ; . ; . ; . ; . ; . ; ! ; , I am afraid . ; , believe me . ; , so my notes say .
, whatever you think . ; , which surprised no one . ; , but that is another story .
, and not only in {country} . ; , as far as I know . ; , but nobody believed it . ; , you know .
, and everybody knew it . ; , if that is any help . ; , but do not tell {first} .
, as I found out {when} . ; , and that was that . ; , so people say . ; , although I am not sure .
, at least in {country} . ; , and I can prove it . ; , as the {job} told me .
, if you ask {first} . ; , and so much is certain . ; , for I have seen it myself .
"""
# What others do in the meantime.
MEANWHILE = """
when ; when ; before ; after ; while ; because ; although ; since ; , but ; , and ; until ; just as
, so ; where ; whenever ; even though
"""
OTHERS = """
we ; we ; they ; I ; you ; my parents ; the {job} ; her friends ; nobody ; everyone ; the children
{first} ; our guests ; people ; my {kin} ; all of us
"""
# Between the word and its predicate.
SHORT = """
, strange as it may sound , ; , for one thing , ; , in other words , ; , for better or worse ,
, sooner or later , ; , as a matter of fact , ; , in my view , ; , so far , ; , no doubt ,
, in any case , ; , above all , ; , once again , ; , more or less , ; , if you ask me ,
, needless to say , ; , believe it or not , ; , I fear , ; , I hope , ; , I admit , ; , I swear ,
, we know , ; , people say , ; , somebody said , ; , everyone agrees , ; , in {country} ,
, in {month} , ; , after all these years , ; , on the whole , ; , however , ; , then , ; , luckily ,
, sad to say , ; , as usual , ; , in short , ; , to my mind , ; , as luck would have it ,
, on {weekday} , ; , for many reasons , ; , at last ,
"""
SAYING_HEADS = "as ; as ; as ; just as ; exactly as ; much as"
SAYINGS = """
told me {where} ; told us {when} ; said {when} ; wrote in a letter ; heard {where} ; read {where}
found out {when} ; pointed out ; reminded me {when} ; noticed {where} ; had predicted {when}
learned from {source} ; mentioned {when} ; promised {source} ; swore {where} ; confirmed {when}
told {source} {where} ; kept saying ; argued {when} ; showed {source} {when} ; dreamed {when}
said to {source} {where} {when} ; wrote to {source} {when} ; assured {source} {where} ; knew
wanted to tell {source} {when} ; told nobody but {source} ; heard {when} ; warned {source} {when}
"""
# What somebody else does meanwhile; that it is a person says nothing of the subject.
EVENT_HEADS = """
when ; while ; after ; before ; although ; because ; since ; even though ; just when ; long before
just after ; the day when ; in the week when
"""
EVENTS = """
the {job} {did} {where} ; the {job} was {mood} ; my {kin} {did}
the {job} {house_did} {house} {when} ; my {kin} was {mood} {when} ; the {job} came home {when}
the bank {firm_news} ; we met {where} {when} ; the {place_kind_city} was {place_adj}
I asked {source} about {topic} ; somebody was {where} {when} ; the road to {city} was closed {when}
{first} {did} {where} ; it was raining ; they had dinner {where}
"""
PHRASE_HEADS = """
in the eyes of ; to ; for ; thanks to ; in the words of ; to the surprise of ; to the joy of
much to the regret of ; in the stories of ; in the memory of ; because of ; in the view of ; next to
in a talk with ; on the advice of ; under the eyes of ; in the diary of ; with the permission of
"""
IRREGULAR = """
have has had had having ; be is was been being ; go goes went gone going ; do does did done doing
keep kept kept ; make made made ; come came come ; sell sold sold ; drink drank drunk
feel felt felt ; cost cost cost ; shrink shrank shrunk ; hang hung hung ; take took taken
bring brought brought ; grow grew grown ; fall fell fallen ; begin began begun
lie lies lay lain lying ; lose lost lost ; win won won ; beat beat beaten ; draw drew drawn
buy bought bought ; build built built ; pay paid paid ; cut cut cut ; break broke broken
sing sang sung ; sleep slept slept ; leave left left ; eat ate eaten ; wear wore worn ; put put put
meet met met ; speak spoke spoken ; forget forgot forgotten ; become became become
teach taught taught ; write wrote written ; read read read ; hide hid hidden ; hurt hurt hurt
swim swam swum ; run ran run ; tell told told ; say said said ; wake woke woken ; lend lent lent
sit sat sat ; stand stood stood ; hold held held ; give gave given ; shine shone shone
stick stuck stuck ; bear bore born ; shake shook shaken ; find found found ; ride rode ridden
see saw seen ; sink sank sunk ; blow blew blown ; spread spread spread ; spin spun spun
show showed shown ; bite bit bitten ; know knew known ; think thought thought
die dies died died dying ; get got got ; lead led led ; dig dug dug ; mean meant meant
send sent sent ; forbid forbade forbidden ; sew sewed sewn ; drive drove driven
overrun overran overrun ; lay laid laid ; set set set ; split split split ; steal stole stolen
swear swore sworn ; ring rang rung ; choose chose chosen ; fight fought fought ; rise rose risen
catch caught caught ; hit hit hit ; let let let ; spend spent spent ; feed fed fed
travel travelled travelled ; hear heard heard ; quarrel quarrelled quarrelled ; weep wept wept
forecast forecast forecast
"""
DOUBLING = """
stop plan nod fit drop chat beg trip cut put run swim win
sit shut get forget begin dig spin hug admit ban chop wrap thin
"""
