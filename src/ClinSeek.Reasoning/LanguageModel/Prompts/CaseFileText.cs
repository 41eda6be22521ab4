using System.Globalization;
using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel.Loop;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>
/// The compact case file: question, cut-off, run context, candidates, plan, hypotheses, an index of all evidence, open
/// questions and what is left of the budget. However short it has to be, it names every evidence id.
/// </summary>
internal static class CaseFileText
{
    /// <summary>The case file in one of three lengths: 0 with summaries, 1 with short ones, 2 with ids and tools only.</summary>
    /// <param name="file">The case.</param>
    /// <param name="plan">The plan, where the model is led by one.</param>
    /// <param name="images">How many pictures go with it.</param>
    /// <param name="inFull">The steps whose results stand in full behind it.</param>
    /// <param name="brevity">The length.</param>
    public static string Write(CaseFile file, SeekPlan plan, int images, IReadOnlySet<int> inFull, int brevity)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Question: {file.Request.Question}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Cut-off: {file.Request.Cutoff.Instant.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; nothing later is in the record.");
        text.Append(Wanted(QuestionForm.Of(file.Request)));
        RunContext(text, file, images);
        Candidates(text, file.Request.Candidates);
        plan.Write(text);
        Hypotheses(text, file.Board);
        Index(text, file, inFull, brevity);
        OpenQuestions(text, file);
        text.AppendLine(CultureInfo.InvariantCulture, $"Budget left: {Budget(file)}.");
        foreach (string rejection in file.Rejections)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Your last decision was sent back: {rejection}");
        }

        if (file.FinishOnly)
        {
            text.AppendLine("The budget is spent: call finish now, with an answer or an abstention.");
        }

        return text.ToString();
    }

    private static string Wanted(QuestionForm form) => form.Type switch
    {
        QuestionType.YesNo => "Answer wanted: yes or no; begin with one of them, and give finish the risk, how probable what is asked about is.\n",
        QuestionType.ChooseOne => "Answer wanted: exactly one of the candidates.\n",
        QuestionType.ChooseSeveral => "Answer wanted: one or several of the candidates, one a line.\n",
        QuestionType.RankedDifferential => "Answer wanted: diagnoses, likeliest first, one a line.\n",
        QuestionType.FreeList => "Answer wanted: names, one a line.\n",
        _ => "",
    };

    private static void RunContext(StringBuilder text, CaseFile file, int images)
    {
        text.AppendLine("<run_context>");
        text.AppendLine(CultureInfo.InvariantCulture, $"images_attached: {images}");
        text.AppendLine("reports_inlined: 0");
        text.AppendLine(CultureInfo.InvariantCulture, $"patient_ehr_available: {(file.Context?.HasRecord ?? true ? "true" : "false")}{(file.Context is { Complete: false } ? " (pulled in part: what is missing may exist)" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"image_paths: {(file.Films.Count > 0 ? string.Join(", ", file.Films) : "none")}");
        if (file.Films.Count > 0 && images == 0)
        {
            text.AppendLine("note: you cannot see the films here; the image tools read them for you.");
        }

        text.AppendLine("</run_context>");
    }

    private static void Candidates(StringBuilder text, IReadOnlyList<string>? candidates)
    {
        if (candidates is not { Count: > 0 })
        {
            return;
        }

        text.AppendLine("Candidate answers, one a line; answer with their exact text only:");
        foreach (string candidate in candidates)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {candidate}");
        }
    }

    private static void Hypotheses(StringBuilder text, HypothesisBoard board)
    {
        text.AppendLine(board.Live.Count > 0 ? "Hypotheses:" : "Hypotheses: none yet.");
        foreach (Hypothesis hypothesis in board.Live)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {hypothesis.Key} ({hypothesis.Name}): {hypothesis.Weight:0.00}; for: {Ids(hypothesis.For)}; against: {Ids(hypothesis.Against)}");
        }

        string[] retired = [.. board.All.Where(static hypothesis => hypothesis.Retired).Select(static hypothesis => hypothesis.Key)];
        if (retired.Length > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Retired: {string.Join(", ", retired)}");
        }
    }

    private static void Index(StringBuilder text, CaseFile file, IReadOnlySet<int> inFull, int brevity)
    {
        (int arguments, int summary) = brevity switch { 0 => (200, 200), 1 => (60, 60), _ => (0, 0) };
        foreach (EvidenceItem item in file.Evidence)
        {
            text.Append(CultureInfo.InvariantCulture, $"Evidence {item.Id}: {item.Call.Name}");
            if (arguments > 0)
            {
                text.Append(' ').Append(ResultText.OneLine(item.Call.ArgumentsJson, arguments)).Append(" -> ").Append(ResultText.Status(item.Result));
                text.Append(inFull.Contains(item.Id.Step) ? " (result below)" : ": " + ResultText.Summary(item, summary));
            }

            text.AppendLine();
        }
    }

    private static void OpenQuestions(StringBuilder text, CaseFile file)
    {
        IReadOnlyList<string> stated = file.Steps.Select(static step => step.Turn.OpenQuestions).LastOrDefault(static questions => questions is not null) ?? [];
        if (stated.Count > 0)
        {
            text.AppendLine("Open questions:");
            foreach (string question in stated)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"- {ResultText.OneLine(question, 300)}");
            }
        }
    }

    private static string Budget(CaseFile file)
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{file.StepsLeft} steps, this one included")];
        if (file.Left.Tokens is { } tokens)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, tokens)} tokens"));
        }

        if (file.Left.Cost is { } cost)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, cost):0.0000} US dollars"));
        }

        if (file.Left.BrowserCalls is { } calls)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, calls)} browser calls"));
        }

        if (file.Left.Time is { TotalDays: < 1 } time)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Ceiling(time.TotalMinutes)):0} minutes"));
        }

        return string.Join("; ", parts);
    }

    private static string Ids(IReadOnlyList<EvidenceId> ids) => ids.Count > 0 ? string.Join(", ", ids) : "none";
}
