using System.Xml.Linq;

namespace ClinSeek.Benchmarks.Retrieval;

/// <summary>
/// The questions of LiveQA 2017 (medical) with the judgements of MedQuAD's answers to them: 1 incorrect, 2 related,
/// 3 incomplete, 4 excellent. An answer counts as right from 3 on; a question without a right answer in the collection
/// does not count.
/// </summary>
internal sealed class LiveQa
{
    private const int Right = 3;

    private LiveQa(IReadOnlyList<LiveQaQuestion> questions) => Questions = questions;

    public IReadOnlyList<LiveQaQuestion> Questions { get; }

    /// <summary>Reads questions and judgements.</summary>
    /// <param name="questions">The questions' XML.</param>
    /// <param name="judgements">Lines of question number, judgement and answer name.</param>
    /// <param name="collection">The names of the answers that the collection holds.</param>
    public static LiveQa Read(string questions, string judgements, IReadOnlySet<string> collection)
    {
        ILookup<string, string> right = File.ReadLines(judgements)
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row.Length == 3 && row[1][0] - '0' >= Right && collection.Contains(row[2]))
            .ToLookup(static row => row[0], static row => row[2]);
        return new LiveQa([.. XDocument.Load(questions).Root!.Elements("NLM-QUESTION")
            .Select(question => Question(question, right))
            .Where(static question => question.Right.Count > 0)]);
    }

    /// <summary>The name by which the judgements know an answer of MedQuAD.</summary>
    public static string NameOf(string source, string id)
    {
        string[] parts = id.Split('-');
        return $"{source}_{parts[0].Split('_')[0]}_Sec{parts[1]}.txt";
    }

    private static LiveQaQuestion Question(XElement question, ILookup<string, string> right)
    {
        string number = question.Attribute("qid")!.Value[2..];
        XElement? original = question.Element("Original-Question");
        string summary = question.Element("NLM-Summary")?.Value is { Length: > 0 } text ? text : question.Element("NIST-PARAPHRASE")?.Value ?? string.Empty;
        return new LiveQaQuestion(number, summary, $"{original?.Element("SUBJECT")?.Value} {original?.Element("MESSAGE")?.Value}", right[number].ToHashSet(StringComparer.Ordinal));
    }
}
