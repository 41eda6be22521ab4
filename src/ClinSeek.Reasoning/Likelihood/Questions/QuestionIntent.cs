using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>What kind of thing a folded question asks, apart from the problem that it names.</summary>
internal static partial class QuestionIntent
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>Whether it asks for the cause of something.</summary>
    public static bool AsksForCause(string question) => Cause().IsMatch(question);

    /// <summary>Whether it asks to confirm or choose: «is it …», «could this be … or …».</summary>
    public static bool AsksToChoose(string question) => Choice().IsMatch(question);

    /// <summary>Whether it names kinds of causes, such as «cardiac or pulmonary».</summary>
    public static bool NamesKinds(string question) => Kinds().IsMatch(question);

    /// <summary>Whether it asks for something else than a cause, though it may mention one: a dose, a prognosis, an order to the system.</summary>
    public static bool AsksForSomethingElse(string question) => Treatment().IsMatch(question) || Outcome().IsMatch(question) || NotThisTask().IsMatch(question);

    /// <summary>Whether it is no question of this record at all, or one for a treatment.</summary>
    public static bool IsNoQuestionOfTheRecord(string question) => Treatment().IsMatch(question) || NotThisTask().IsMatch(question);

    /// <summary>Whether it begins like a question for yes or no.</summary>
    public static bool IsYesNo(string question) => YesNo().IsMatch(question);

    /// <summary>Whether it speaks of a chronic course only.</summary>
    public static bool IsChronic(string question) => Chronic().IsMatch(question) && !Acute().IsMatch(question);

    /// <summary>Whether nothing is left of it but the words of «what is the diagnosis of this patient».</summary>
    public static bool NamesNoProblem(string question) => !Content().IsMatch(Unspecific().Replace(question, " "));

    /// <summary>Whether it is no more than the name of a problem, and does not ask what that is.</summary>
    public static bool IsBare(string question, string problem) => !Definition().IsMatch(question) && !Content().IsMatch(Unspecific().Replace(question.Replace(problem, " ", StringComparison.Ordinal), " "));

    [GeneratedRegex(@"\b(caus(e|es|ed|ing|ative)|diagnos\w*|dx|ddx|explain(s|ed|ing)?|explanations?|why|how come|due to|reasons?|behind|etiolog\w*|differentials?|what('s| is) (wrong|going on|the matter|driving|making|up with)|what (made|makes|led|brought|triggered|precipitated|provoked|drives|drove|could be|else)|accounts? for|account for|underl(y|ies|ying)|most likely|likeliest|more likely|responsible for|has what|culprit|attributable|secondary to|drivers?|driving|trigger(s|ed|ing)?|precipitat\w*|origins?|sources?|focus|root of|result(ed|ing)? (of|from)|led to|stems?|explanatory|pathology|where (does|is) .* com(e|ing) from|what (disease|condition|illness|process|mechanism|insult|type|kind|sort)|mechanisms?|what (could|can|might|may) (it|this|that|these) be|what did (it|this|that)|where is the (infection|source|focus))\b", Options)]
    private static partial Regex Cause();

    [GeneratedRegex(@"(^\W*|[.!?;,]\s*)(so |and |then |ok(ay)? )?(is|are|was|were|does|do|did|has|have|could|can|might|may|would)\b|\b(or|versus|vs)\b|\b(which|whether|likely|think)\b", Options)]
    private static partial Regex Choice();

    [GeneratedRegex(@"^\W*((so|and|then|ok(ay)?) )?(is|are|was|were|does|do|did|has|have|had|can|could|would)\b", Options)]
    private static partial Regex YesNo();

    [GeneratedRegex(@"\b(cardiac|cardiogenic|pulmonary|respiratory|infectious|infective|bacterial|embolic|vascular|metabolic|pre-?renal|intrinsic|intrarenal|post-?renal|obstructive|ischemic|toxic|h(a)?emodynamic) (in origin )?(or|versus|vs)\b", Options)]
    private static partial Regex Kinds();

    [GeneratedRegex(@"\b(dos(e|es|age|ages|ing)|how (much|many|long|often|soon|fast|should|do (we|i|you)|would (you|we|i)|can (we|i|you)|could (we|i|you))|should (we|i|you|he|she|they|it|the|this)|(best|right|first[- ]line|recommended|appropriate|optimal|next) (treatments?|therap\w+|drugs?|medicat\w+|medicines?|antibiotics?|steps?|tests?|management)|(which|what) .{0,30}\b(blockers?|inhibitors?|statins?|steroids?|anticoagula\w+|antiplatelets?|antihypertensives?|analgesics?|painkillers?|doses?)\b|(which|what) (\w+ )?(treatments?|therap\w+|drug to|medication to|antibiotics?|diuretics?|inhalers?|investigations?|scan|imaging|tests?) |what (do|should|can|would) (we|i|you) (do|give|prescribe|order|start)|treatment (plan|of|for|options?)|(manage|treat|prescribe|administer|titrate|wean)\b|management|prescription)", Options)]
    private static partial Regex Treatment();

    [GeneratedRegex(@"\b(prognos\w*|surviv\w*|mortality|life expectancy|outlook|will (he|she|they|it|the|this|that|my|her|his)|(chance|chances|odds|risk|probability|likelihood) of (dying|death|recover\w*|readmission|dialysis|needing|surviv\w*|relapse|recurrence)|going to (die|recover|survive)|likely to (die|recover|survive|need|be discharged|deteriorate)|prevent\w*|screen(s|ed|ing)?|vaccin\w*|discharge|readmi\w*|fit to|safe to)\b", Options)]
    private static partial Regex Outcome();

    [GeneratedRegex(@"\b(ignore|disregard|forget|override|bypass) (all|any|the|your|my|every|previous|prior|above|earlier|what)\b|\b(system prompt|jailbreak|developer mode|pretend|you are now|act as|repeat after)\b|\b(summari[sz]e|translate|poem|joke|story|weather|recipe|write (a|an|me)|list (all|the|her|his|every)|print|show (me|all)|drop table|delete)\b|\b(dogs?|cats?|horses?|pupp(y|ies)|kittens?|cows?|parrots?|hamsters?|veterinary|vet|canine|feline|equine|rabbits?|goldfish|sheep|ferrets?)\b|\b(other|another|previous) patient\b|\bin (general|children|pregnancy)\b|\bhow (common|prevalent|is .* (defined|diagnosed|treated|measured))\b|\b(define|definition of|what does .* (mean|stand for))\b", Options)]
    private static partial Regex NotThisTask();

    [GeneratedRegex(@"\b(chronic(ally)?|long[- ]?standing|longstanding|lifelong|for (many |several |the (past|last) |\w+ )?(years|decades|months)|since childhood|ckd|end[- ]stage|esrd|eskd)\b", Options)]
    private static partial Regex Chronic();

    [GeneratedRegex(@"\b(acute(ly)?|aki|sudden(ly)?|new|worse\w*|worsening|today|now|this (morning|week))\b", Options)]
    private static partial Regex Acute();

    [GeneratedRegex(@"\b(what|what's|whats|which|who|why|how|is|are|was|were|be|been|does|do|did|has|have|had|the|a|an|this|that|these|his|her|their|its|it|he|she|they|him|them|my|our|your|you|we|i|me|of|for|with|in|on|to|at|from|by|about|and|or|most|more|likely|likeliest|probable|possible|best|main|primary|leading|top|single|overall|working|final|clinical|current|present|presenting|underlying|probably|going|wrong|matter|up|happening|happened|diagnos\w*|dx|ddx|differentials?|cause|causes|caused|causing|explains?|explained|explanation|reasons?|etiology|behind|patient'?s?|man|woman|lady|gentleman|person|male|female|mr|mrs|ms|miss|mother|father|here|now|today|acute(ly)?|sudden(ly)?|new|symptoms?|presentation|complaints?|admission|admitted|visit|attendance|encounter|episode|illness|ill|sick|unwell|sickness|disease|disorder|problems?|conditions?|situation|picture|findings?|case|hospital|hospitalised|hospitalized|emergency|department|ed|er|a&e|came|come|brought|think|give|name|state|tell|please|could|can|would|might|may|single|list|rank|hypothes[ie]s|account|accounts|responsible|year|years|old|yo|aged|so|s|one|there|any|just|given|record|data|evidence|chief|based|available|all|fits?|fitting|following|options?|candidates?|answers?|select|choose|pick|correct|right|suits?|matche?s?|them)\b", Options)]
    private static partial Regex Unspecific();

    [GeneratedRegex(@"^\W*(what|tell|describe|define|information|learn)\b(?!.*\b(patient|he|she|his|her|him|they|them|this|have|has|got)\b)", Options)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\p{L}{2,}", Options)]
    private static partial Regex Content();
}
