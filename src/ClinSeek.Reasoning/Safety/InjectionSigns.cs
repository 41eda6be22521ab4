using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ClinSeek.Reasoning.Safety;

/// <summary>
/// Finds in evidence what speaks to its reader instead of about a patient: orders to a model, calls of tools, marks of a
/// conversation. English only, and it finds what it knows: it narrows what such text can do, and is not what keeps tools
/// read-only and bound to their case.
/// </summary>
public static partial class InjectionSigns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Cyrillic and Greek letters that a reader takes for Latin ones.
    private static readonly FrozenDictionary<char, char> Alike = (
        "\u0410A\u0412B\u0415E\u0405S\u0406I\u0408J\u041AK\u041CM\u041DH\u041EO\u0420P\u0421C\u0422T\u0423Y"
        + "\u0425X\u0430a\u0435e\u043Eo\u0440p\u0441c\u0443y\u0445x\u0455s\u0456i\u0458j\u0501d\u04BBh\u051Bq"
        + "\u051Dw\u04CFl\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039AK\u039CM\u039DN\u039FO\u03A1P\u03A4T"
        + "\u03A5Y\u03A7X\u03BFo\u03BDv")
        .Chunk(2).ToFrozenDictionary(static pair => pair[0], static pair => pair[1]);

    // The same evidence is looked at in every turn; a text that nobody holds any more is forgotten with it.
    private static readonly ConditionalWeakTable<string, IReadOnlyList<string>> Known = [];

    /// <summary>The parts of a text that speak to the reader, each a whole sentence or line; empty where there are none.</summary>
    public static IReadOnlyList<string> Find(string text) => Known.GetValue(text, static one => [.. Search(one)]);

    private static List<string> Search(string text)
    {
        string plain = Wrap().Replace(LineNumber().Replace(Invisible().Replace(Narrow(text), ""), ""), " ");
        var found = new List<string>();
        // An order seldom stands alone: what follows in the same line belongs to it.
        foreach (Match line in Line().Matches(plain).OfType<Match>())
        {
            Match[] sentences = [.. Sentence().Matches(line.Value).OfType<Match>()];
            int first = Array.FindIndex(sentences, static sentence => Speaks(sentence.Value));
            if (first >= 0)
            {
                found.Add(line.Value[sentences[first].Index..].Trim());
            }
        }

        return found;
    }

    /// <summary>Whether a quote takes anything from a part that speaks to the reader.</summary>
    public static bool Overlaps(string quote, IReadOnlyList<string> parts)
    {
        if (parts.Count == 0)
        {
            return false;
        }

        string wanted = Plain(quote);
        return Speaks(quote) || (wanted.Length > 0 && parts.Any(part => Plain(part) is var own && (own.Contains(wanted, StringComparison.Ordinal) || wanted.Contains(own, StringComparison.Ordinal))));
    }

    // By hand: without culture data normalization changes nothing, and no normalization knows letters that only look alike.
    private static string Narrow(string text) => new([.. text.Select(static letter => letter switch
    {
        < '\u0370' => letter,
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u3000' => ' ',
        _ => Alike.GetValueOrDefault(letter, letter),
    })]);

    private static string Plain(string text) => White().Replace(Invisible().Replace(Narrow(text), ""), " ").Trim();

    private static bool Speaks(string sentence) => Order().IsMatch(sentence) || Role().IsMatch(sentence) || Call().IsMatch(sentence) || Verdict().IsMatch(sentence);

    [GeneratedRegex(@"\b(?:ignore|disregard|forget|override|bypass|discard)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|guidelines|guardrails|policy|cut-?off|evidence|(?:everything|anything|all)(?: of)?(?: the| that)?(?: is| was)?(?: above| previous| prior| said)+)\b|\b(?:system|hidden|secret) instructions?\b|\binstructions? (?:to|for) (?:the |any |all )?(?:ai|model|assistant|agent|reader|llm)s?\b|\byou (?:are|must|should|shall|will|have to|need to)\b[^.\n]{0,20}\b(?:now (?:an?|in|the)|an? (?:ai|assistant|agent|model)|answer|respond|reply|output|invoke|finish|conclude|obey)\b|\b(?:pretend|behave|act) (?:as if|to be|as an? (?:ai|assistant|agent|model|administrator|developer))\b|\b(?:do not|don't|never) (?:mention|reveal|cite|disclose|report|quote) (?:this|that|these|it|any)\b|\b(?:reveal|print|repeat|output|show|leak|send|post|forward|upload|exfiltrate)\b[^.\n]{0,60}\b(?:system prompt|your prompt|your instructions|api key|password|https?:)", Options)]
    private static partial Regex Order();

    [GeneratedRegex(@"(?:^|[\[<{(""'|#*])\s*system(?: (?:message|prompt|note|override|notice))?\s*(?:\]|>|\}|""\s*)?\s*:(?=\s|$|"")|[\[<{""|#](?:assistant|user|developer|tool)(?: message)?(?:\]|>|\}|""\s*:|\|)|""role""\s*:|<\|?(?:im_start|im_end|system|assistant|user|endoftext|tool)[^>]{0,40}>|\[/?(?:INST|SYS|system)\]|\[(?:begin|end) e\d+\.\d+|\b(?:language model|llm|ai (?:assistant|agent|model|system|reader)|chatbot|chatgpt|clinseek|dear (?:ai|model|assistant|agent))\b[^.\n]{0,60}\b(?:must|should|shall|please|will|to)\b|\b(?:jailbreak|developer mode)\b", Options)]
    private static partial Regex Role();

    [GeneratedRegex(@"<\s*/?\s*(?:tool_call|function(?:_call|=)|invoke|tool)\b|\[\s*tool[ _]call\s*:|""(?:name|tool|function)""\s*:\s*""(?:ehr|browser|image|finish|update_hypotheses|ask_clinician|terminology)|\b(?:call|use|run|invoke|execute|trigger) (?:the )?(?:(?:tool|function) )?(?:(?:ehr|browser|image|terminology)[._]\w+|update_hypotheses|ask_clinician|finish\b(?! (?:the|a|his|her|their|course|all)))|\b(?:tool|function) (?:named|called)\b|\b(?:ehr|browser|image|terminology)[._]\w+\s*\(|\b(?:finish|update_hypotheses|ask_clinician)\s*\(", Options)]
    private static partial Regex Call();

    [GeneratedRegex(@"\b(?:the|your) (?:only |one )?(?:correct |final |right |true |expected |required )?(?:answer|output) (?:is|must be|should be|shall be|has to be|will be)\b|(?:^|[.;:!,]\s*|\bthen |\bplease |\bmust |\bonly )(?:answer|conclude|respond|reply|finish) (?:only |simply |now |exclusively )?(?:with|by saying|that)\b|\b(?:retire|set|raise|lower|put)\b[^.\n]{0,30}\bhypothes[ie]s\b|\b(?:weight|confidence) (?:of|to) (?:1(?:\.0+)?|0(?:\.\d+)?|100 ?%)", Options)]
    private static partial Regex Verdict();

    // Pages number their lines and wrap them at 80 columns: what was one sentence is one again.
    [GeneratedRegex(@"^L[0-9]{1,7}: ", RegexOptions.Multiline)]
    private static partial Regex LineNumber();

    // What stands before is looked at last: a line of a document may be all of it.
    [GeneratedRegex(@"(?<![ ])[ ]*\r?\n(?=\S)(?<=^.{50,}[^.!?\s][ ]*\r?\n)", RegexOptions.Multiline)]
    private static partial Regex Wrap();

    [GeneratedRegex(@"[^\r\n]+")]
    private static partial Regex Line();

    [GeneratedRegex(@"[^.!?]+(?:[.!?]+(?=\S)[^.!?]*)*[.!?]*")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFE00-\uFE0F]|\uDB40[\uDC00-\uDFFF]")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
