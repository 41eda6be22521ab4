using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Scores;

/// <summary>The rules that a score's file must keep; its worked examples are among them.</summary>
internal static class ScoreValidator
{
    private static readonly string[] Tags = ["S", "K", "S+K", "assumption"];

    /// <summary>What is wrong with a score, in words for its author; empty where nothing is.</summary>
    public static IEnumerable<string> Problems(ScoreDefinition score)
    {
        if (score.FormatVersion != 1)
        {
            return [$"its format version {score.FormatVersion} is not known; this program reads 1"];
        }

        string[] structure = [.. Structure(score)];
        return structure.Length > 0 ? structure : [.. Examples(score)];
    }

    private static IEnumerable<string> Structure(ScoreDefinition score)
    {
        if (!Tags.Contains(score.Tag) || score.Bands.Any(static band => !Tags.Contains(band.Tag)))
        {
            yield return $"a tag is none of {string.Join(", ", Tags)}";
        }

        if (score.Examples.Count == 0)
        {
            yield return "it has no worked example";
        }

        if (score.UnsureBand is { } unsure && score.Bands.All(band => band.Key != unsure))
        {
            yield return $"the band '{unsure}' is not there";
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string key in score.Inputs.Select(static input => input.Key).Where(key => !known.Add(key)))
        {
            yield return $"the key '{key}' stands twice";
        }

        var unread = new HashSet<string>(known, StringComparer.Ordinal);
        foreach (ScoreItem item in score.Items)
        {
            foreach (string problem in Formula(item.Formula, known, unread))
            {
                yield return $"{item.Key}: {problem}";
            }

            if (!known.Add(item.Key))
            {
                yield return $"the key '{item.Key}' stands twice";
            }
        }

        foreach (string problem in score.Limits.SelectMany(limit => Formula(limit.When, known, unread)))
        {
            yield return $"a limit: {problem}";
        }

        foreach (string key in unread)
        {
            yield return $"no formula reads the input '{key}'";
        }

        foreach (string key in score.Examples.SelectMany(static example => example.Inputs.Keys).Where(key => score.Inputs.All(input => input.Key != key)).Distinct())
        {
            yield return $"an example names the input '{key}', which is not there";
        }
    }

    private static IEnumerable<string> Formula(string text, HashSet<string> known, HashSet<string> unread)
    {
        ScoreExpression formula;
        try
        {
            formula = ScoreExpression.Parse(text);
        }
        catch (FormatException error)
        {
            return [error.Message];
        }

        unread.ExceptWith(formula.Names);
        return [.. formula.Names.Where(name => !known.Contains(name)).Select(static name => $"'{name}' is neither an input nor an earlier item")];
    }

    private static IEnumerable<string> Examples(ScoreDefinition score)
    {
        var calculator = new ScoreCalculator(score);
        for (int index = 0; index < score.Examples.Count; index++)
        {
            ScoreExample example = score.Examples[index];
            ScoreResult result = calculator.Compute(example.Inputs.ToDictionary(static input => input.Key, static input => Interval.Exactly(input.Value)));
            if (result.Value is not { } value || Math.Abs(value.Low - example.Low) > example.Tolerance || Math.Abs(value.High - example.High) > example.Tolerance)
            {
                yield return $"example {index + 1} gives {result.ValueText}{(result.Refusal is { } why ? $" ({why})" : "")}";
            }
        }
    }
}
