using System.Reflection;
using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Stands before a store and gives every document that holds a text with another text in its place. Made by <see cref="DispatchProxy"/>, which derives from it.</summary>
public class AlteringStore : DispatchProxy
{
    private IEvidenceStore? _store;
    private string _was = "";
    private string _now = "";

    public void Over(IEvidenceStore store, string was, string now) => (_store, _was, _now) = (store, was, now);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IEvidenceStore.ReadAsync)
        ? new ValueTask<StoredDocument?>(AlterAsync((CaseId)args![0]!, (string)args[1]!, (CancellationToken)args[2]!))
        : targetMethod.Invoke(_store, args);

    private async Task<StoredDocument?> AlterAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        await _store!.ReadAsync(id, name, cancellationToken) is { } document
            ? document with { Content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document.Content.Span).Replace(_was, _now, StringComparison.Ordinal)) }
            : null;
}
