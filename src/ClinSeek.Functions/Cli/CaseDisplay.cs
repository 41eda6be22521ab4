using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Cases;
using Spectre.Console;

namespace ClinSeek.Functions.Cli;

/// <summary>A case on a terminal: each step with its evidence and the hypotheses as bars, then the answer with what it rests on.</summary>
internal static class CaseDisplay
{
    private const int BarWidth = 24;
    private const int HypothesesPerStep = 4;

    public static void WriteOpening(IAnsiConsole console, CaseId id, CaseRequest request, Uri? handover)
    {
        console.MarkupLineInterpolated($"[bold]{request.Question}[/]");
        console.MarkupLineInterpolated($"[grey]patient {request.Patient} · knows nothing from {Time(request.Cutoff.Instant)} on · case {id}[/]");
        if (handover is not null)
        {
            console.MarkupLineInterpolated($"[grey]handed over to the host at {handover}[/]");
        }
    }

    public static void WriteStep(IAnsiConsole console, CaseProgress step)
    {
        if (step.Step == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]step {step.Step}[/]  {step.Rationale ?? ""}");
        foreach (EvidenceSummary evidence in step.Evidence)
        {
            string mark = evidence.Outcome is ToolOutcome.Ok or ToolOutcome.Truncated ? "+" : "·";
            console.MarkupLineInterpolated($"  {mark} [blue]{evidence.Id}[/] [grey]{evidence.Tool}[/] {evidence.Line}");
        }

        WriteBars(console, [.. step.Hypotheses.Take(HypothesesPerStep)]);
    }

    public static void Write(IAnsiConsole console, CaseView view)
    {
        console.WriteLine();
        console.Write(new Rule(view.CaseId) { Justification = Justify.Left });
        if (view.Question is not null)
        {
            console.MarkupLineInterpolated($"[grey]{view.Question}[/]");
        }

        switch (view.Status)
        {
            case CaseStatus.Decided:
                console.MarkupLineInterpolated($"[bold green]{view.Answer}[/]");
                break;
            case CaseStatus.Abstained:
                console.MarkupLineInterpolated($"[bold yellow]No answer.[/] {view.Reason}");
                break;
            default:
                console.MarkupLineInterpolated($"[bold]{Words.Of(view.Status)}[/] {view.Reason}");
                break;
        }

        console.WriteLine();
        WriteBars(console, view.Hypotheses);
        WriteClaims(console, view);
        WriteList(console, "What would most change it", view.WouldChange);
        WriteList(console, "Read this with it", view.Caveats);
        console.MarkupLineInterpolated($"[grey]{view.Steps} steps · {view.Reasoner} · ledger head {view.LedgerHead}[/]");
        console.MarkupLine("[grey]Research software, not a medical device.[/]");
    }

    private static void WriteBars(IAnsiConsole console, IReadOnlyList<HypothesisView> hypotheses)
    {
        foreach (HypothesisView hypothesis in hypotheses)
        {
            int filled = (int)Math.Round(Math.Clamp(hypothesis.Probability, 0, 1) * BarWidth);
            string bar = new string('█', filled) + new string('░', BarWidth - filled);
            string weight = hypothesis.Probability.ToString("0.00", CultureInfo.InvariantCulture);
            string evidence = Evidence(hypothesis);
            console.MarkupLineInterpolated($"  [green]{bar}[/] {weight} {hypothesis.Name} [grey]{evidence}[/]");
        }

        if (hypotheses.Count > 0 && hypotheses[0].Basis == WeightBasis.Stated)
        {
            console.MarkupLine("  [grey](weights are the model's own statements)[/]");
        }
    }

    private static string Evidence(HypothesisView hypothesis)
    {
        string support = hypothesis.For.Count == 0 ? "" : "for " + string.Join(' ', hypothesis.For);
        string doubt = hypothesis.Against.Count == 0 ? "" : "against " + string.Join(' ', hypothesis.Against);
        return string.Join("; ", new[] { support, doubt }.Where(static part => part.Length > 0));
    }

    private static void WriteClaims(IAnsiConsole console, CaseView view)
    {
        if (view.Claims.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine("[bold]It rests on[/]");
        foreach (Claim claim in view.Claims)
        {
            console.MarkupLineInterpolated($"  - {claim.Text}");
            foreach (Citation citation in claim.Citations)
            {
                console.MarkupLineInterpolated($"      [blue]{citation.Id}[/] [grey]{citation.Source} {citation.Locator}[/] «{citation.Quote}»");
            }
        }
    }

    private static void WriteList(IAnsiConsole console, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        foreach (string line in lines)
        {
            console.MarkupLineInterpolated($"  - {line}");
        }
    }

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
