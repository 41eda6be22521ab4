using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Functions.Hosting;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Scoring;

namespace ClinSeek.Functions.Cli;

/// <summary>
/// <c>score FILE</c>: holds answers of a benchmark against its gold answers. A line of the file is
/// <c>{"id":"...","question":"...","gold":["..."],"answer":["..."],"vocabulary":["..."]}</c>; the section <c>Judge</c> names a model for
/// answers in words, in the form of <see cref="ReasonerOptions"/>.
/// </summary>
internal static class ScoreCommand
{
    private const string JudgeSection = "Judge";

    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "JSON lines with id, question, gold, answer and perhaps vocabulary" };
        var command = new Command("score", "Score a benchmark's answers: by their form, as sets, or by a judge") { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(file)!, common.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, CommonSettings settings, CancellationToken cancellationToken)
    {
        ReasonerOptions judge = OptionsReader.Model(OptionsReader.Section<ReasonerOptions>(OptionsReader.Configuration(), JudgeSection), JudgeSection);
        var scorer = new AnswerScorer(ReasonerFactory.Judge(judge));
        var rows = new List<(string Id, AnswerScore Score)>();
        foreach ((string line, int number) in Lines(file).Select(static (line, index) => (line, index + 1)).Where(static numbered => numbered.line.Length > 0))
        {
            ScoredLine read = Read(line, file, number);
            rows.Add((read.Id, await scorer.ScoreAsync(read.Question, read.Answer, read.Gold, read.Vocabulary, cancellationToken)));
        }

        AnswerScore[] scores = [.. rows.Select(static row => row.Score)];
        AnswerScore[] scored = [.. scores.Where(static score => score.F1 is not null)];
        double? mean = scored.Length == 0 ? null : scored.Average(static score => score.F1);
        JudgeAgreement agreement = JudgeAgreement.Of(scores);
        if (settings.Json)
        {
            JsonOutput.Write(new { questions = rows.Count, scored = scored.Length, f1 = mean, agreement, answers = rows.Select(static row => new { id = row.Id, score = row.Score }) });
            return ExitCodes.Ok;
        }

        Screen.Standard.Table(
            ["scored by", "answers", "mean F1"],
            [.. scores.GroupBy(static score => score.ScoredBy).Select(static group => (IReadOnlyList<string>)[group.Key, Text(group.Count()), Figure(group.Average(static score => score.F1))])]);
        Screen.Standard.Write(0, 2, $"{scored.Length} of {rows.Count} answers scored, mean F1 {Figure(mean)}.");
        if (scored.Length < rows.Count)
        {
            Screen.Standard.Write(0, 2, $"{rows.Count - scored.Length} of them in words {(rows.Count - scored.Length == 1 ? "needs" : "need")} a judge: Judge__Endpoint and Judge__Name.");
        }

        if (agreement.Compared > 0)
        {
            Screen.Standard.Write(0, 2, $"The judge agrees with the form on {Figure(agreement.Observed)} of {agreement.Compared} answers (kappa {Figure(agreement.Kappa)}).");
        }

        return ExitCodes.Ok;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{file}' cannot be read: {exception.Message}", inner: exception);
        }
    }

    private static ScoredLine Read(string line, string file, int number)
    {
        try
        {
            ScoredLine? read = JsonSerializer.Deserialize<ScoredLine>(line, EvidenceJson.Options);
            return read is { Gold.Count: > 0, Answer: not null }
                ? read
                : throw new UserErrorException($"{file}, line {number}: a line needs \"gold\" with at least one answer, and \"answer\".");
        }
        catch (JsonException exception)
        {
            throw new UserErrorException($"{file}, line {number}: {exception.Message}", inner: exception);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double? figure) => figure?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
