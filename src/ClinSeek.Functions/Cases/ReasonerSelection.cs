using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Checks;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Likelihood;

namespace ClinSeek.Functions.Cases;

/// <summary>The reasoners of this host by name; the first one is the default.</summary>
public sealed class ReasonerSelection(IEnumerable<IReasoner> reasoners, CheckOptions? checks = null)
{
    private readonly IReadOnlyList<IReasoner> _reasoners = [.. reasoners];

    /// <summary>The names that a request may ask for.</summary>
    public IReadOnlyList<string> Names => [.. _reasoners.Select(static reasoner => reasoner.Name)];

    /// <summary>Whether this host has the reasoners that a request asks for.</summary>
    public bool Has(CaseRequest request) => Find(request) is not null && (request.CheckedBy ?? []).All(name => Find(name) is not null);

    /// <summary>The reasoner that a request asks for, else the default.</summary>
    /// <exception cref="ReasonerMissingException">This host has none of that name.</exception>
    public IReasoner For(CaseRequest request) => Find(request) ?? throw new ReasonerMissingException(request.Reasoner ?? "default");

    /// <summary>
    /// The request with its form, its reasoner and its second readers named: a default that changes must not put one
    /// reasoner's weights upon another's, nor turn the question into another one.
    /// </summary>
    public CaseRequest Pin(CaseRequest request)
    {
        string reasoner = For(request).Name;
        IEnumerable<string?> wanted = [.. request.CheckedBy ?? [], checks?.By, checks is { Likelihood: true } ? LikelihoodReasoner.StableName : null];
        string[] readers = [.. wanted.OfType<string>().Select(name => Find(name)?.Name).OfType<string>().Where(name => name != reasoner).Distinct()];
        return request with { Form = QuestionForm.Of(request), Reasoner = reasoner, CheckedBy = readers.Length > 0 ? readers : null };
    }

    /// <summary>The reasoner of a name, or null where this host has none such.</summary>
    public IReasoner? Find(string name) => _reasoners.FirstOrDefault(reasoner => string.Equals(reasoner.Name, name, StringComparison.OrdinalIgnoreCase));

    private IReasoner? Find(CaseRequest request) =>
        request.Reasoner is { Length: > 0 } name ? Find(name) : _reasoners is [var first, ..] ? first : null;
}
