using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests;

public sealed class SandboxStoreTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("sandbox-tests-").FullName, "documents.db");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void Work_that_throws_is_undone_in_memory_and_never_stored()
    {
        using var documents = new SandboxDocuments(_file);
        var store = new SandboxStore("a", documents);
        store.Run(() => Put(store, "1", "one") + Put(store, "2", "two"));

        Should.Throw<SandboxException>(() =>
            store.Run<int>(() =>
            {
                Put(store, "1", "changed");
                Put(store, "1", "changed twice");
                store["x"].Remove("2");
                Put(store, "3", "three");
                store.Next("counter");
                throw new SandboxException(400, "no");
            })
        );

        Names(store).ShouldBe(["one", "two"]);
        Names(new SandboxStore("a", documents)).ShouldBe(["one", "two"]);
        store.Run(() => store["x"].Find("name", "two")).ShouldNotBeNull();
        store.Run(() => store["x"].Find("name", "three")).ShouldBeNull();
        store.Run(() => store.Next("counter")).ShouldBe(1);
    }

    [Fact]
    public void Work_that_cannot_be_stored_is_undone()
    {
        var store = new SandboxStore("a", new FullDisk());

        Should.Throw<IOException>(() => store.Run(() => Put(store, "1", "one")));

        Names(store).ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_document_keeps_its_place_also_over_a_restart()
    {
        using (var documents = new SandboxDocuments(_file))
        {
            var before = new SandboxStore("a", documents);
            before.Run(() => Put(before, "1", "one") + Put(before, "2", "two") + Put(before, "3", "three"));
            before.Run(() => before["x"].Remove("2"));
            before.Run(() => Put(before, "1", "uno") + Put(before, "2", "dos"));
            Names(before).ShouldBe(["uno", "three", "dos"]);
        }
        using var again = new SandboxDocuments(_file);
        Names(new SandboxStore("a", again)).ShouldBe(["uno", "three", "dos"]);
    }

    [Fact]
    public void A_reader_sees_saved_documents_while_the_writer_has_the_file_open()
    {
        using var writer = new SandboxDocuments(_file);
        writer.Save("a", [new("x", "1", 1, "{}")]);

        // A killed writer leaves the same state: the write-ahead log exists and the file is not closed.
        File.Exists(_file + "-wal").ShouldBeTrue();
        using var reader = new SandboxDocuments(_file);
        reader.Load("a").Single().Id.ShouldBe("1");
    }

    [Fact]
    public void Scopes_do_not_see_each_other()
    {
        using var documents = new SandboxDocuments(_file);
        documents.Save("a", [new("x", "1", 1, "{}")]);
        documents.Save("b", [new("x", "1", 1, null)]);

        documents.Load("a").Count.ShouldBe(1);
        documents.Load("b").ShouldBeEmpty();
    }

    [Fact]
    public void A_document_that_was_handed_out_can_be_changed_without_changing_the_store()
    {
        var store = new SandboxStore("a");
        var given = new JsonObject { ["name"] = "one" };
        store.Run(() =>
        {
            store["x"].Put("1", given);
            given["name"] = "changed";
            store["x"].Get("1")!["name"] = "changed";
            return true;
        });

        Names(store).ShouldBe(["one"]);
    }

    [Fact]
    public void An_index_follows_changes()
    {
        var store = new SandboxStore("a");
        store.Run(() => Put(store, "1", "same") + Put(store, "2", "same"));
        string? Id() => store.Run(() => store["x"].Find("name", "same")?["id"].Text());

        Id().ShouldBe("1");
        store.Run(() => Put(store, "1", "other"));
        Id().ShouldBe("2");
        store.Run(() => store["x"].Remove("2"));
        Id().ShouldBeNull();
        store.Run(() => Put(store, "3", "same"));
        Id().ShouldBe("3");
    }

    [Fact]
    public async Task Runs_are_one_after_the_other()
    {
        var store = new SandboxStore("a");

        await Parallel.ForAsync(0, 200, (_, _) =>
        {
            store.Run(() => Put(store, $"{store.Next("n")}", "x"));
            return ValueTask.CompletedTask;
        });

        Names(store).Count.ShouldBe(200);
        store.Run(() => store.Next("n")).ShouldBe(201);
    }

    private static int Put(SandboxStore store, string id, string name)
    {
        store["x"].Put(id, new() { ["id"] = id, ["name"] = name });
        return 1;
    }

    private static List<string> Names(SandboxStore store) =>
        store.Run(() => store["x"].Rows.Select(row => row["name"]!.GetValue<string>()).ToList());

    private sealed class FullDisk : ISandboxDocuments
    {
        public IReadOnlyList<SandboxDocument> Load(string sandbox) => [];

        public void Save(string sandbox, IReadOnlyCollection<SandboxDocument> changes) => throw new IOException("The disk is full.");
    }
}
