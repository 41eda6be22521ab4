using System.CommandLine;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Cli;

/// <summary>What a case may spend, as options of the command line.</summary>
internal sealed class BudgetOptions
{
    private readonly Option<int?> _steps = new("--steps") { Description = "Reasoning steps allowed (default: 24)", HelpName = "N" };
    private readonly Option<long?> _tokens = new("--tokens") { Description = "Model tokens allowed, prompt and answer together (default: no limit)", HelpName = "N" };
    private readonly Option<decimal?> _cost = new("--cost") { Description = "US dollars allowed, by the prices of the model's profile (default: no limit)", HelpName = "USD" };
    private readonly Option<int?> _browser = new("--browser-calls") { Description = "Calls of the browser's tools allowed (default: no limit)", HelpName = "N" };
    private readonly Option<double?> _minutes = new("--minutes") { Description = "Minutes until the case has to finish (default: 10)", HelpName = "N" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_steps);
        command.Options.Add(_tokens);
        command.Options.Add(_cost);
        command.Options.Add(_browser);
        command.Options.Add(_minutes);
    }

    /// <summary>The steps allowed.</summary>
    public int? Steps(ParseResult parsed) => parsed.GetValue(_steps);

    /// <summary>What is allowed beside the steps; null where nothing is stated.</summary>
    public SubmittedBudget? Read(ParseResult parsed)
    {
        var budget = new SubmittedBudget
        {
            Tokens = parsed.GetValue(_tokens),
            Cost = parsed.GetValue(_cost),
            BrowserCalls = parsed.GetValue(_browser),
            Minutes = parsed.GetValue(_minutes),
        };
        return budget == new SubmittedBudget() ? null : budget;
    }
}
