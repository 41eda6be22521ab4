using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>The reasoners of this host by name; the first one is the default.</summary>
public sealed class ReasonerSelection(IEnumerable<IReasoner> reasoners)
{
    private readonly IReadOnlyList<IReasoner> _reasoners = [.. reasoners];

    /// <summary>The names that a request may ask for.</summary>
    public IReadOnlyList<string> Names => [.. _reasoners.Select(static reasoner => reasoner.Name)];

    /// <summary>Whether this host has the reasoner that a request asks for.</summary>
    public bool Has(CaseRequest request) => Find(request) is not null;

    /// <summary>The reasoner that a request asks for, else the default.</summary>
    /// <exception cref="ReasonerMissingException">This host has none of that name.</exception>
    public IReasoner For(CaseRequest request) => Find(request) ?? throw new ReasonerMissingException(request.Reasoner ?? "default");

    /// <summary>The request with its reasoner named: a default that changes must not put one reasoner's weights upon another's.</summary>
    public CaseRequest Pin(CaseRequest request) => request with { Reasoner = For(request).Name };

    private IReasoner? Find(CaseRequest request) => request.Reasoner is not { Length: > 0 } name
        ? _reasoners is [var first, ..] ? first : null
        : _reasoners.FirstOrDefault(reasoner => string.Equals(reasoner.Name, name, StringComparison.OrdinalIgnoreCase));
}
