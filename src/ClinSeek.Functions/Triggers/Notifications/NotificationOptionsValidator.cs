using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Refuses a start with a source that could never be matched or whose secret could be guessed.</summary>
internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var problems = new List<string>();
        foreach ((string source, NotificationSource settings) in options.Sources)
        {
            bool eventsAlone = settings.Secret.Length == 0 && !string.IsNullOrWhiteSpace(settings.FhirService);
            if (!eventsAlone && settings.Secret.Length < ShortestSecret)
            {
                problems.Add($"Notifications:Sources:{source}:Secret has fewer than {ShortestSecret} characters; use a long random one.");
            }

            if (settings.Rules.Count == 0)
            {
                problems.Add($"Notifications:Sources:{source}:Rules is empty; add one with Criteria and Question.");
            }

            foreach (NotificationRule rule in settings.Rules)
            {
                if (!SearchCriteria.TryParse(rule.Criteria, out _, out string? problem))
                {
                    problems.Add($"Notifications:Sources:{source}:Rules: {problem}");
                }

                if (string.IsNullOrWhiteSpace(rule.Question))
                {
                    problems.Add($"Notifications:Sources:{source}:Rules: the rule '{rule.Criteria}' has no Question.");
                }
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
