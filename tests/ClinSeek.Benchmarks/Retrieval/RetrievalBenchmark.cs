using System.Globalization;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Sources.Import;

namespace ClinSeek.Benchmarks.Retrieval;

/// <summary>
/// How well the local index answers consumers' questions: hit@10 and MRR on MedQuAD with LiveQA's judgements, whole and with
/// each part of the ranking taken away, and plain BM25 with each part put on.
/// </summary>
public static class RetrievalBenchmark
{
    private static readonly (string Name, Func<RankingOptions, bool, RankingOptions> Set)[] Parts =
    [
        ("stop words", static (options, on) => options with { StopWords = on }),
        ("synonyms", static (options, on) => options with { Synonyms = on }),
        ("abbreviations", static (options, on) => options with { Abbreviations = on }),
        ("spelling", static (options, on) => options with { Spelling = on }),
        ("kinds of question", static (options, on) => options with { Kinds = on }),
        ("subject", static (options, on) => options with { Subject = on }),
        ("overview", static (options, on) => options with { Overview = on }),
        ("proximity", static (options, on) => options with { Proximity = on }),
        ("duplicates", static (options, on) => options with { Duplicates = on }),
    ];

    /// <summary>Runs it: <c>retrieval [FOLDER] [--questions FILE --judgements FILE] [--places]</c>.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        string folder = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : Path.Combine(Environment.GetEnvironmentVariable("CLINSEEK_SHARED_DATA") ?? "../shared/data", "knowledge");
        string collection = Path.Combine(folder, "medquad.jsonl.gz");
        if (!File.Exists(collection))
        {
            Console.Error.WriteLine($"There is no {collection}; name the folder that holds medquad.jsonl.gz, or set CLINSEEK_SHARED_DATA.");
            return Task.FromResult(2);
        }

        Passage[] passages = [.. PassageFiles.Read(collection, new ImportDefaults(License: "CC-BY-4.0"))];
        Dictionary<string, string> names = passages.ToDictionary(static passage => passage.Id, static passage => LiveQa.NameOf(passage.Source, passage.OriginalId ?? passage.Id));
        LiveQa questions = LiveQa.Read(
            Option(args, "--questions") ?? Path.Combine(folder, "liveqa-questions-odd.xml"),
            Option(args, "--judgements") ?? Path.Combine(folder, "liveqa-qrels-odd.txt"),
            names.Values.ToHashSet(StringComparer.Ordinal));
        string file = Path.Combine(Directory.CreateTempSubdirectory("clinseek-retrieval-").FullName, "index.db");
        try
        {
            using (IndexFile index = IndexFile.OpenOrCreate(file))
            {
                index.Import(new ImportOrigin(collection, "1", "MedQuAD", "CC-BY-4.0"), passages);
            }

            Report(file, questions, names, args.Contains("--places"));
            if (args.Contains("--cross-validate"))
            {
                CrossValidation.Report(options => Places(file, options, questions, names, static question => question.Summary));
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }

        return Task.FromResult(0);
    }

    private static void Report(string file, LiveQa questions, Dictionary<string, string> names, bool showPlaces)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"retrieval: {names.Count:N0} answers of MedQuAD, {questions.Questions.Count} questions of LiveQA 2017 with a right one"));
        int[] whole = Places(file, RankingOptions.Default, questions, names, static question => question.Summary);
        if (showPlaces)
        {
            foreach ((LiveQaQuestion question, int place) in questions.Questions.Zip(whole))
            {
                Console.WriteLine($"  {place,3}  {question.Number,4}  {question.Summary}");
            }
        }

        Print("all parts", whole);
        Print("plain BM25", Places(file, RankingOptions.Plain, questions, names, static question => question.Summary));
        Print("all parts, the asker's own letter", Places(file, RankingOptions.Default, questions, names, static question => question.Letter));
        Print("plain BM25, the asker's own letter", Places(file, RankingOptions.Plain, questions, names, static question => question.Letter));
        foreach ((string name, Func<RankingOptions, bool, RankingOptions> set) in Parts)
        {
            Print("without " + name, Places(file, set(RankingOptions.Default, false), questions, names, static question => question.Summary));
        }

        foreach ((string name, Func<RankingOptions, bool, RankingOptions> set) in Parts)
        {
            Print("plain BM25 and " + name, Places(file, set(RankingOptions.Plain, true), questions, names, static question => question.Summary));
        }
    }

    private static void Print(string what, int[] places) => Console.WriteLine($"{what,-36} {RetrievalScore.Of(places)}");

    private static int[] Places(string file, RankingOptions options, LiveQa questions, Dictionary<string, string> names, Func<LiveQaQuestion, string> text)
    {
        using KnowledgeIndex index = KnowledgeIndex.Open(file, options: options);
        return [.. questions.Questions.Select(question => 1 + index.Search(text(question), RetrievalScore.Depth).Hits
            .ToList().FindIndex(hit => question.Right.Contains(names[hit.Passage.Id])))];
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
