using ClinSeek.Functions.Cases;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Storage;

/// <summary>Refuses a start on storage and keys that do not go together.</summary>
internal sealed class CaseServiceOptionsValidator : IValidateOptions<CaseServiceOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, CaseServiceOptions options)
    {
        string[] problems = [.. options.Storage.Problems(), .. options.Keys.Problems(options.Storage)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
