using ProjectGraph.Benchmarks;
using ProjectGraph.Benchmarks.Floor;

// The same program several times: the bench drives servers, each a process of its own started from here.
var options = Options.Parse(args);
switch (options.Verb)
{
    case "floor": await FloorServer.RunAsync(options); break;
    case "subject": await SubjectServer.RunAsync(options); break;
    default: await Bench.RunAsync(options); break;
}
