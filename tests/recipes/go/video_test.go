// Package recipe shows the mock in Go tests: one mock for the package, a key of its own for each test.
package recipe

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"testing"
)

var base string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	program := os.Getenv("VIDU_MOCK")
	if program == "" {
		program = "vidu-mock"
	}
	// Each query moves its task on, and the third finds it done: no test waits.
	mock := exec.Command(program, "--port", "0", "--polls", "3")
	output, err := mock.StdoutPipe()
	if err != nil {
		panic(err)
	}
	if err := mock.Start(); err != nil {
		panic(err)
	}
	defer mock.Process.Kill()
	line, err := bufio.NewReader(output).ReadBytes('\n')
	if err != nil {
		panic(err)
	}
	var said struct{ URL string }
	if err := json.Unmarshal(line, &said); err != nil {
		panic(err)
	}
	base = said.URL
	return m.Run()
}

// ask sends a request with the test's own key and decodes the answer.
func ask(t *testing.T, method, path string, body any, answer any) int {
	t.Helper()
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			t.Fatal(err)
		}
	}
	request, err := http.NewRequest(method, base+path, &sent)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Token "+t.Name())
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

type task struct {
	ID    string `json:"task_id"`
	State string `json:"state"`
}

func TestPollingSurvivesAnOverloadedVendor(t *testing.T) {
	var made task
	request := map[string]any{"model": "viduq1", "images": []string{"https://cdn.example.com/cat.png"}, "duration": 5}
	if status := ask(t, "POST", "/ent/v2/img2video", request, &made); status != 200 {
		t.Fatalf("status %d", status)
	}
	fault := map[string]any{"fault": "server_error", "status": 503, "operation": "query", "times": 2, "key": t.Name(), "lasts": 60}
	var set map[string]any
	if status := ask(t, "POST", "/__admin/faults", fault, &set); status != 201 {
		t.Fatalf("%v", set)
	}
	for count := 0; count < 20; count++ {
		var told task
		status := ask(t, "GET", fmt.Sprintf("/ent/v2/tasks/%s/creations", made.ID), nil, &told)
		if status == 200 && told.State == "success" {
			return
		}
	}
	t.Fatal("the task does not end")
}
