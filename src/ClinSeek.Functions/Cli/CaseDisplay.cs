using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Cli;

/// <summary>A case on a terminal: each step with its evidence and the hypotheses as bars, then the answer with what it rests on.</summary>
internal sealed class CaseDisplay(Screen screen)
{
    private const int BarWidth = 24;
    private const int HypothesesPerStep = 4;
    private const int LongestQuote = 100;

    /// <summary>Lighter hypotheses are named in one line.</summary>
    private const double Negligible = 0.005;

    private int _shown;

    public void WriteOpening(CaseId id, CaseRequest request, Uri? handover)
    {
        screen.Write(0, 0, new Run(request.Question, Run.Bold));
        screen.Write(0, 0, new Run($"case {id} · patient {request.Patient} · knows nothing from {Time(request.Cutoff.Instant)} on", Run.Dim));
        if (handover is not null)
        {
            screen.Write(0, 0, new Run($"handed over to the host at {handover}", Run.Dim));
        }
    }

    /// <summary>Shows a step once, however often its case reports it.</summary>
    public void WriteStep(CaseProgress step)
    {
        if (step.Step <= _shown)
        {
            return;
        }

        _shown = step.Step;
        screen.Blank();
        screen.Write(0, 8, new Run($"step {step.Step}", Run.Bold), step.Rationale ?? "");
        foreach (EvidenceSummary found in step.Evidence.Where(static evidence => evidence.Outcome != ToolOutcome.Empty))
        {
            string mark = found.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated ? "+" : "!";
            screen.Write(2, 9, mark, new Run(found.Id, Run.Id), new Run(found.Tool, Run.Dim), Quote(found.Line));
        }

        if (step.Evidence.Where(static evidence => evidence.Outcome == ToolOutcome.Empty).Select(static evidence => evidence.Id).ToList() is { Count: > 0 } nothing)
        {
            screen.Write(2, 9, "·", new Run(string.Join(' ', nothing), Run.Id), new Run("nothing recorded, which is not the same as absent", Run.Dim));
        }

        WriteBars([.. step.Hypotheses.Take(HypothesesPerStep)]);
    }

    public void Write(CaseView view)
    {
        screen.Blank();
        screen.Write(0, 0, new Run("case", Run.Dim), new Run(view.CaseId, Run.Bold), new Run(view.Patient is null ? "" : $"· patient {view.Patient}", Run.Dim));
        screen.Write(0, 0, new Run(view.Question ?? "", Run.Dim));
        switch (view.Status)
        {
            case CaseStatus.Decided:
                screen.Write(0, 0, new Run(view.Answer ?? "", Run.Good));
                WriteRisk(view);
                break;
            case CaseStatus.Abstained:
                screen.Write(0, 0, new Run("No answer.", Run.Doubt), view.Reason ?? "");
                break;
            default:
                screen.Write(0, 0, new Run(Words.Of(view.Status), Run.Bold), view.Reason ?? "");
                break;
        }

        WritePeople(view);
        screen.Blank();
        WriteBars([.. view.Hypotheses.Where(static hypothesis => hypothesis.Probability >= Negligible)]);
        if (view.Hypotheses.Where(static hypothesis => hypothesis.Probability < Negligible).Select(static hypothesis => hypothesis.Name).ToList() is { Count: > 0 } light)
        {
            screen.Write(2, 4, new Run("below 0.01: " + string.Join(", ", light), Run.Dim));
        }

        WriteClaims(view.Claims);
        WriteList("Left out, because it does not stand in the evidence", [.. view.Dropped.Select(static claim => $"{claim.Text} ({claim.Reason})")]);
        WriteChecks(view.Checks);
        WriteList("What would most change it", view.WouldChange);
        WriteList("Read this with it", [.. view.Repairs, .. view.Caveats]);
        screen.Blank();
        screen.Write(0, 2, new Run($"{view.Steps} {(view.Steps == 1 ? "step" : "steps")} · {Short(view.Reasoner)}", Run.Dim));
        screen.Write(0, 2, new Run($"ledger head {view.LedgerHead ?? "none yet"}", Run.Dim));
        screen.Write(0, 2, new Run("Research software, not a medical device.", Run.Dim));
    }

    private void WriteRisk(CaseView view)
    {
        // A posterior stands in the answer's own sentence already.
        if (view.Result is YesNoAnswer { Risk: { Basis: not RiskBasis.Posterior } risk } && view.Answer?.Contains(risk.Show(), StringComparison.Ordinal) is not true)
        {
            screen.Write(0, 2, risk.Show(), new Run(risk.Citation is { } citation ? $"«{citation.Quote}»" : "", Run.Dim));
        }
    }

    private void WriteBars(IReadOnlyList<HypothesisView> hypotheses)
    {
        foreach (HypothesisView hypothesis in hypotheses)
        {
            int filled = (int)Math.Round(Math.Clamp(hypothesis.Probability, 0, 1) * BarWidth);
            string bar = new string('█', filled) + new string('░', BarWidth - filled);
            string weight = hypothesis.Probability.ToString("0.00", CultureInfo.InvariantCulture);
            screen.Write(2, BarWidth + 8, new Run(bar, Run.Good), weight, hypothesis.Name, new Run(Evidence(hypothesis), Run.Dim));
        }

        if (hypotheses.Count > 0 && hypotheses[0].Basis == WeightBasis.Stated)
        {
            screen.Write(2, 2, new Run("(weights are the model's own statements)", Run.Dim));
        }
    }

    private void WritePeople(CaseView view)
    {
        foreach (QuestionView question in view.Questions)
        {
            string state = question.State switch
            {
                QuestionState.Open => $"open until {Time(question.ExpiresAt)}: `answer {view.CaseId} {question.Id} \"...\"`",
                QuestionState.Answered => $"answered by {question.By ?? "a clinician"}: {question.Answer}",
                _ => "nobody answered in time",
            };
            screen.Write(2, 9, "?", new Run(question.Id, Run.Id), question.Question, new Run(state, Run.Dim));
        }

        if (view.Approval is { } approval)
        {
            string state = approval.State switch
            {
                ApprovalState.Pending => $"«{approval.Answer}» waits for approval until {Time(approval.ExpiresAt)}: `approve {view.CaseId}` or `reject {view.CaseId} --reason ...`",
                ApprovalState.Approved => $"approved by {approval.By ?? "a person"}",
                ApprovalState.Rejected => $"rejected by {approval.By ?? "a person"}",
                _ => "the approval has expired",
            };
            screen.Write(0, 2, state, new Run($"(decision {approval.Digest})", Run.Dim));
        }
    }

    private void WriteClaims(IReadOnlyList<Claim> claims)
    {
        if (claims.Count == 0)
        {
            return;
        }

        screen.Blank();
        screen.Write(0, 0, new Run("It rests on", Run.Bold));
        foreach (Claim claim in claims)
        {
            screen.Write(2, 4, "-", claim.Text);
            foreach (Citation citation in claim.Citations)
            {
                screen.Write(4, 9, new Run(citation.Id.ToString(), Run.Id), new Run($"{citation.Source} {citation.Locator}", Run.Dim), $"«{Quote(citation.Quote)}»");
            }
        }
    }

    private void WriteChecks(IReadOnlyList<DecisionCheck> checks)
    {
        if (checks.Count == 0)
        {
            return;
        }

        screen.Blank();
        screen.Write(0, 0, new Run("Read a second time", Run.Bold));
        foreach (DecisionCheck check in checks)
        {
            (string word, Spectre.Console.Style? style) = check.Agreement switch
            {
                Agreement.Agrees => ("agrees", Run.Good),
                Agreement.Differs => ("DISAGREES", Run.Doubt),
                _ => ("no view", Run.Dim),
            };
            screen.Write(2, 4, "-", new Run(word, style), check.Text, new Run($"({check.By.Split(';', 2)[0]})", Run.Dim));
        }
    }

    private void WriteList(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        screen.Blank();
        screen.Write(0, 0, new Run(title, Run.Bold));
        foreach (string line in lines)
        {
            screen.Write(2, 4, "-", line);
        }
    }

    private static string Evidence(HypothesisView hypothesis)
    {
        string support = hypothesis.For.Count == 0 ? "" : "for " + string.Join(' ', hypothesis.For);
        string doubt = hypothesis.Against.Count == 0 ? "" : "against " + string.Join(' ', hypothesis.Against);
        return string.Join("; ", new[] { support, doubt }.Where(static part => part.Length > 0));
    }

    /// <summary>A quote in one line of <see cref="LongestQuote"/> characters at most; of a table row, the cells that hold something.</summary>
    internal static string Quote(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        if (line.Contains(" | ", StringComparison.Ordinal))
        {
            line = string.Join(", ", line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(static cell => cell is not "null" && !cell.Contains("/_history/", StringComparison.Ordinal)));
        }

        if (line.Length <= LongestQuote)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[LongestQuote - 2]) ? LongestQuote - 2 : LongestQuote - 1;
        return string.Concat(line.AsSpan(0, end).TrimEnd(), "…");
    }

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A reasoner without the versions of everything that it could have used; the answer's caveats name what it did use.</summary>
    private static string Short(string? reasoner) => reasoner?.Split(';')[0] ?? "no reasoner yet";
}
