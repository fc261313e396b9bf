// Command control-plane is a whole Kubernetes control plane in one binary, for tests.
//
// The first argument names the component: etcd, kube-apiserver, kube-controller-manager,
// kube-scheduler, kwok or kubectl; the rest are that component's own arguments.
// With -exit-with-stdin before the name, the process ends as soon as its standard input is closed,
// so that no component outlives the process that started it, however that one dies.
package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"k8s.io/component-base/cli"
	"k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

const exitWithStdin = "-exit-with-stdin"

// A component runs until it is told to stop and returns the exit code.
var components = map[string]func() int{
	"etcd":                    func() int { return cli.Run(newEtcdCommand()) },
	"kube-apiserver":          func() int { return cli.Run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() int { return cli.Run(controllermanager.NewControllerManagerCommand()) },
	"kube-scheduler":          func() int { return cli.Run(scheduler.NewSchedulerCommand()) },
	"kwok":                    runKwok,
	"kubectl":                 func() int { return cli.Run(cmd.NewDefaultKubectlCommand()) },
}

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == exitWithStdin {
		args = args[1:]
		go exitWhenStdinCloses()
	}
	if len(args) == 0 || components[args[0]] == nil {
		fmt.Fprintf(os.Stderr, "usage: control-plane [%s] COMPONENT [ARGUMENTS]\ncomponents: %s\n",
			exitWithStdin, strings.Join(componentNames(), ", "))
		os.Exit(2)
	}
	// The components read os.Args themselves.
	os.Args = args
	os.Exit(components[args[0]]())
}

func exitWhenStdinCloses() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

func componentNames() []string {
	names := make([]string, 0, len(components))
	for name := range components {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
