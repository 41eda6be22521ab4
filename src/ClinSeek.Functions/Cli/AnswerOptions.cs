using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary>Reads from the command line which answer is wanted.</summary>
internal static class AnswerOptions
{
    private static readonly (string Word, QuestionType Type)[] Words =
    [
        ("differential", QuestionType.RankedDifferential), ("choose-one", QuestionType.ChooseOne), ("choose-several", QuestionType.ChooseSeveral),
        ("yes-no", QuestionType.YesNo), ("list", QuestionType.FreeList), ("text", QuestionType.FreeText),
    ];

    /// <summary>The words of <c>--type</c>, for people.</summary>
    public static string Types { get; } = string.Join(", ", Words.Select(static one => one.Word));

    /// <summary>The candidates of both options, in their order; null where there are none.</summary>
    public static IReadOnlyList<string>? Candidates(string[]? repeated, string? list)
    {
        string[] all = [.. repeated ?? [], .. list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []];
        return all.Length > 0 || list is not null ? all : null;
    }

    /// <summary>The value of <c>--type</c>.</summary>
    public static QuestionType? Type(string? word) => word is null ? null
        : Words.FirstOrDefault(one => one.Word == word) is { Word: not null } found ? found.Type
        : throw new UserErrorException($"'{word}' is not a type of question. Types: {Types}.", ExitCodes.Usage);

    /// <summary>The value of <c>--select</c>.</summary>
    public static CandidateSelection? Select(string? word) => word switch
    {
        null => null,
        "one" => CandidateSelection.One,
        "several" => CandidateSelection.Several,
        _ => throw new UserErrorException($"'{word}' is not a selection; write --select one or --select several.", ExitCodes.Usage),
    };
}
